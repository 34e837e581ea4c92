import type { Place } from './address'
import { backend } from './backend'
import { placeQuery } from './link'
import { address } from './place.svelte'
import { lineOfPointer } from './pointer'
import { quotedValue } from './query-text'
import { scenarios, stages, type List, type Stage } from './types'

const scheme = 'ordertrail://'

/** Target is what a link names: a place, and the value in a stage of a request that it points at, if it does. */
interface Target extends Place {
  pointer: string
}

/** targetOf reads a link as the contract has it (contract/cli.md, Links); undefined for one that names nothing of ours. */
export function targetOf(link: string): Target | undefined {
  if (!link.startsWith(scheme)) return undefined
  const [before = '', pointer = ''] = link.slice(scheme.length).split('#', 2)
  const [path = '', filters = ''] = before.split('?', 2)
  const [kind = '', ...parts] = path.replace(/\/+$/, '').split('/').map(decode)
  const place =
    kind === 'requests' || kind === 'postbacks'
      ? listPlace(kind, filters)
      : Object.hasOwn(kinds, kind)
        ? kinds[kind]?.(parts)
        : undefined
  return place && { ...place, pointer: decode(pointer) }
}

const listPlace = (list: List, filters: string): Place => ({ path: [list], query: placeQuery(list, filters) })

// What each kind of link but those of lists names, by its parts.
const kinds: Partial<Record<string, (parts: string[]) => Place | undefined>> = {
  order: ([reference]) => (reference ? { path: ['order', reference], query: {} } : undefined),
  request: ([id, part]) => {
    const stage = stages.find((one) => one === part)
    return id ? { path: stage ? ['requests', id, stage] : ['requests', id], query: {} } : undefined
  },
  postback: ([id, attempt]) => {
    const query = { days: 'all', q: `id:${quotedValue(id ?? '')}`, id: id ?? '' }
    return id
      ? { path: ['postbacks'], query: Number(attempt) > 0 ? { ...query, try: `${Number(attempt)}` } : query }
      : undefined
  },
  diagnose: ([scenario, order]) => {
    const guide = scenarios.find((one) => one === scenario)
    return guide && order ? { path: ['troubleshoot'], query: { guide, order } } : undefined
  },
}

/** openLink goes where the person wanted to who came by a link; a link that is not understood leaves all as it is. */
export async function openLink(): Promise<void> {
  const target = targetOf(await backend.Link().catch(() => ''))
  if (!target) return
  const [, id = '', stage] = target.path
  const line = target.pointer && isStage(stage) ? await lineOfPointer(id, stage, target.pointer) : 0
  address.go(target.path, line ? { ...target.query, view: 'pretty', line: `${line}` } : target.query)
}

const isStage = (name: string | undefined): name is Stage => stages.some((one) => one === name)

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
