import type { Shape } from '../lib/columns'
import { ListColumns } from '../lib/columns.svelte'
import { exact } from '../lib/format'
import { customerName, directionWords, kindWords, reference, resultWords } from '../lib/status'
import type { PostbackRow } from '../lib/types'
import { m } from '../paraglide/messages'

/** shapes are the columns that the list of postbacks can have; those that are spare have to be chosen. */
const shapes = (): Shape[] => [
  { name: 'kind', text: m.filter_kind(), track: '20px', least: 20, bare: true },
  { name: 'event', text: m.col_event(), track: '168px', narrow: 'minmax(60px, 1.6fr)', least: 110, roomy: true },
  { name: 'order', text: m.col_order(), track: 'minmax(136px, 1fr)', narrow: 'minmax(80px, 1fr)', least: 120 },
  { name: 'customer', text: m.col_customer(), track: 'minmax(80px, 1.4fr)', least: 84, wideOnly: true },
  { name: 'tries', text: m.col_tries(), track: '46px', least: 36, wideOnly: true },
  { name: 'delivery', text: m.col_delivery(), track: '118px', narrow: '106px', slim: '54px', least: 112 },
  { name: 'time', text: m.col_time(), track: '62px', least: 62, end: true },
  { name: 'direction', text: m.col_direction(), track: '110px', least: 80, spare: true },
  { name: 'status', text: m.col_order_status(), track: '100px', least: 60, spare: true },
  { name: 'answer', text: m.col_answer(), track: '56px', least: 50, spare: true, end: true },
  { name: 'orderId', text: m.fact_order_id(), track: '150px', least: 90, spare: true },
  { name: 'id', text: m.fact_postback_id(), track: '150px', least: 90, spare: true },
  { name: 'source', text: m.fact_source(), track: '90px', least: 60, spare: true },
]

export const columns = new ListColumns('postbacks', shapes)

/** eventWord is what a postback tells: its kind, or how its source calls an event of no kind of ours. */
export const eventWord = (row: PostbackRow): string => (row.kind === 'other' ? row.event : kindWords[row.kind]())

const texts: Partial<Record<string, (row: PostbackRow) => string>> = {
  kind: (row) => kindWords[row.kind](),
  event: eventWord,
  order: reference,
  customer: customerName,
  tries: (row) => String(row.attempts),
  delivery: (row) => resultWords[row.result](),
  time: (row) => exact(row.occurredAt),
  direction: (row) => directionWords[row.direction](),
  status: (row) => row.status || '–',
  answer: (row) => (row.httpStatus ? String(row.httpStatus) : '–'),
  orderId: (row) => row.orderId || '–',
  id: (row) => row.id,
  source: (row) => row.source,
}

/** textOf is a cell as text, for the clipboard and for columns that are only text. */
export function textOf(row: PostbackRow, column: string): string {
  return texts[column]?.(row) ?? columns.cells.of(row.id, column)?.text ?? ''
}
