import type { Place } from './address'
import { backend } from './backend'
import { address } from './place.svelte'
import { scenarios } from './types'

const scheme = 'ordertrail://'

/** placeOfLink is the place that a link of another program names; undefined for one that names none of ours. */
export function placeOfLink(link: string): Place | undefined {
  if (!link.startsWith(scheme)) return undefined
  const [kind, ...rest] = link
    .slice(scheme.length)
    .replace(/\/+$/, '')
    .split('/')
    .map((part) => decode(part))
  const [first, second] = rest
  if (kind === 'order' && first) return { path: ['order', first], query: {} }
  const guide = scenarios.find((one) => one === first)
  if (kind === 'diagnose' && guide && second) return { path: ['troubleshoot'], query: { guide, order: second } }
  return undefined
}

/** openLink goes where the person wanted to who came by a link; a link that is not understood leaves all as it is. */
export async function openLink(): Promise<void> {
  const place = placeOfLink(await backend.Link().catch(() => ''))
  if (place) address.go(place.path, place.query)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
