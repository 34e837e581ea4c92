import type { Shape } from '../lib/columns'
import { ListColumns } from '../lib/columns.svelte'
import { exact, took } from '../lib/format'
import { pathLabel } from '../lib/path'
import { customerName, newsWords, outcomeWord, reference, typeWord } from '../lib/status'
import type { RequestRow } from '../lib/types'
import { m } from '../paraglide/messages'

/** shapes are the columns that the list of requests can have; those that are spare have to be chosen. */
const shapes = (): Shape[] => [
  { name: 'outcome', text: m.col_outcome(), track: '20px', least: 20, bare: true },
  { name: 'time', text: m.col_time(), track: '66px', narrow: '62px', least: 62 },
  { name: 'order', text: m.col_order(), track: 'minmax(136px, 0.9fr)', narrow: 'minmax(90px, 1fr)', least: 120 },
  {
    name: 'customer',
    text: m.col_customer(),
    track: 'minmax(84px, 1.5fr)',
    narrow: 'minmax(60px, 1.2fr)',
    least: 84,
    roomy: true,
  },
  { name: 'path', text: m.col_path(), track: '66px', least: 66 },
  { name: 'news', text: m.col_news(), track: '150px', least: 110, wideOnly: true },
  { name: 'duration', text: m.col_duration(), track: '54px', least: 54, wideOnly: true, end: true },
  { name: 'type', text: m.col_type(), track: '84px', least: 60, spare: true },
  { name: 'connector', text: m.col_connector(), track: 'minmax(80px, 1fr)', least: 80, spare: true },
  { name: 'answer', text: m.col_answer(), track: '56px', least: 50, spare: true, end: true },
  { name: 'orderId', text: m.fact_order_id(), track: '150px', least: 90, spare: true },
  { name: 'id', text: m.fact_request_id(), track: '150px', least: 90, spare: true },
  { name: 'source', text: m.fact_source(), track: '90px', least: 60, spare: true },
]

export const columns = new ListColumns('requests', shapes)

/** newsWord is the last news of a request's order, or that it is not known, or that there is none. */
export function newsWord({ lastNews }: Pick<RequestRow, 'lastNews'>): string {
  if (lastNews.kind) return newsWords[lastNews.kind]()
  return lastNews.unknown ? m.news_unknown() : m.news_none()
}

const texts: Partial<Record<string, (row: RequestRow) => string>> = {
  outcome: outcomeWord,
  time: (row) => exact(row.receivedAt),
  order: reference,
  customer: customerName,
  path: (row) => pathLabel(row.stages),
  news: newsWord,
  duration: (row) => took(row.durationMs),
  type: (row) => typeWord(row.type),
  connector: (row) => row.connector.name || row.connector.type,
  answer: (row) => (row.httpStatus ? String(row.httpStatus) : '–'),
  orderId: (row) => row.orderId || '–',
  id: (row) => row.id,
  source: (row) => row.source,
}

/** textOf is a cell as text, for the clipboard and for columns that are only text. */
export function textOf(row: RequestRow, column: string): string {
  return texts[column]?.(row) ?? columns.cells.of(row.id, column)?.text ?? ''
}
