import { lineOfPointer } from '../lib/pointer'
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
  const line = link.path ? await lineOfPointer(link.id, link.stage, link.path) : 0
  address.go(['requests', link.id, link.stage], line ? { view: 'pretty', line: String(line) } : {})
}
