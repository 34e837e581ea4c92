import { m } from '../paraglide/messages'
import { quotedValue } from '../lib/query-text'
import { kindWords, outcomeWords, stageWords } from '../lib/status'
import { stages, type LookHit, type Stage } from '../lib/types'

export interface Grouped {
  orders: LookHit[]
  contents: LookHit[]
}

const naming = new Set(['id', 'reference', 'order_id'])

const orderOf = (hit: LookHit) => hit.orderReferenceId || hit.id

/** grouped puts orders that go by what was typed before those that only hold it; each stands once, by its latest request. */
export function grouped(hits: readonly LookHit[]): Grouped {
  const orders = new Map<string, LookHit>()
  for (const hit of hits) {
    if (!naming.has(hit.where)) continue
    const before = orders.get(orderOf(hit))
    if (!before || better(hit, before)) orders.set(orderOf(hit), hit)
  }
  const contents = new Map<string, LookHit>()
  for (const hit of hits) {
    const key = `${orderOf(hit)} ${hit.where}`
    if (!orders.has(orderOf(hit)) && !contents.has(key)) contents.set(key, hit)
  }
  return { orders: [...orders.values()], contents: [...contents.values()] }
}

function better(hit: LookHit, than: LookHit): boolean {
  if (hit.list !== than.list) return hit.list === 'requests'
  return hit.at > than.at
}

const places: Partial<Record<string, () => string>> = {
  ...stageWords,
  id: m.place_id,
  reference: m.place_reference,
  order_id: m.place_order_id,
  head: m.place_head,
  customer: m.place_customer,
  payload: m.place_payload,
  sent: m.place_sent,
  answer: m.place_answer,
  note: m.place_note,
}

/** placeWord names the part of a record in which something was found. */
export function placeWord(where: string): string {
  return places[where]?.() ?? where
}

/** endWord is how a request ended, or what a postback tells. */
export function endWord(hit: LookHit): string {
  if (hit.outcome !== '') return outcomeWords[hit.outcome]()
  return hit.kind === '' ? '' : kindWords[hit.kind]()
}

export interface Piece {
  text: string
  hit: boolean
}

/** lit cuts a text where one of the words stands, without regard to case. */
export function lit(text: string, words: readonly string[]): Piece[] {
  const wanted = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (wanted.length === 0) return [{ text, hit: false }]
  return text
    .split(new RegExp(`(${wanted.join('|')})`, 'iu'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

// So many letters of what stands before a hit are shown where there is little room.
const before = 16

/** near cuts a snippet so that the first hit is in view. */
export function near(text: string, words: readonly string[]): string {
  const pieces = lit(text, words)
  const lead = pieces[0]
  if (!lead || lead.hit || pieces.length === 1 || lead.text.length <= before) return text
  return `…${[...lead.text].slice(-before).join('')}${text.slice(lead.text.length)}`
}

/** stageOf is the stage in which something was found, if it is one. */
export function stageOf(where: string): Stage | undefined {
  return stages.find((stage) => stage === where)
}

interface Way {
  path: string[]
  query: Record<string, string>
}

/** waysTo are where a hit leads, and where it leads the other way: an order to its story, or to the list; a text to its
 * stage, or to the inspector. */
export function waysTo(hit: LookHit): [first: Way, other: Way] {
  const list = wayTo(hit)
  if (naming.has(hit.where) && hit.orderReferenceId !== '')
    return [{ path: ['order', hit.orderReferenceId], query: { customer: hit.customer, id: hit.id } }, list]
  return [list, hit.list === 'requests' ? { path: ['requests', hit.id], query: {} } : list]
}

/** wayTo is where a record is found in its list, or a text in its stage. */
export function wayTo(hit: LookHit): Way {
  if (hit.list === 'postbacks') return { path: ['postbacks'], query: { days: 'all', id: hit.id, q: scope(hit) } }
  const stage = stageOf(hit.where)
  if (stage) return { path: ['requests', hit.id, stage], query: {} }
  return { path: ['requests'], query: { days: 'all', id: hit.id, q: scope(hit) } }
}

function scope(hit: LookHit): string {
  return hit.orderReferenceId === '' ? `id:${hit.id}` : `ref:${quotedValue(hit.orderReferenceId)}`
}
