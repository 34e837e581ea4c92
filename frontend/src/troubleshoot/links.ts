import { backend } from '../lib/backend'
import { kindWords, stageWords } from '../lib/status'
import { address } from '../lib/place.svelte'
import type { GuideLink } from '../lib/types'
import { m } from '../paraglide/messages'

/** linkWords call a piece of evidence by what it is. */
export function linkWords(link: GuideLink): string {
  if (link.attempt > 0) return m.guide_link_try({ n: link.attempt, of: Math.max(link.attempts, link.attempt) })
  if (link.list === 'postbacks')
    return link.kind && link.kind !== 'other' ? kindWords[link.kind]() : m.guide_link_postback()
  return link.stage ? stageWords[link.stage]() : m.guide_link_request()
}

/** jsonPathOf writes a JSON pointer as the filter of a text wants it. */
export function jsonPathOf(pointer: string): string {
  const parts = pointer.split('/').slice(1)
  const step = (part: string) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return /^\d+$/.test(name) ? `[${name}]` : `['${name.replace(/[\\']/g, '\\$&')}']`
  }
  return `$${parts.map(step).join('')}`
}

/** lineOf is the line, from 1, on which the value at a pointer stands; 0 where that can't be told. */
export async function lineOf(link: GuideLink): Promise<number> {
  if (!link.stage || !link.path) return 0
  const place = { part: link.stage, attempt: 0, inside: [] }
  const query = { ...place, view: 'pretty' as const, from: 0, count: 0, viewer: false, anyway: false }
  const found = await backend.TextFilter(link.id, query, jsonPathOf(link.path)).catch(() => undefined)
  const [match] = found?.matches ?? []
  return match ? match.line + 1 : 0
}

/** follow opens the record that a sentence rests on, at the very stage and line. */
export async function follow(link: GuideLink, reference: string): Promise<void> {
  if (link.list === 'postbacks') {
    address.go(['postbacks'], {
      days: 'all',
      q: reference,
      id: link.id,
      ...(link.attempt ? { try: `${link.attempt}` } : {}),
    })
    return
  }
  if (!link.stage) return address.go(['requests', link.id])
  const line = await lineOf(link)
  address.go(['requests', link.id, link.stage], line ? { view: 'pretty', line: String(line) } : {})
}
