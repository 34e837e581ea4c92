import { isTyping } from './keys'
import type { Named } from './neighbours'
import { address } from './place.svelte'
import { customerName } from './status'
import type { PostbackRow, RequestRow } from './types'

type Row = Pick<RequestRow | PostbackRow, 'id' | 'customer' | 'orderReferenceId' | 'orderId'>

/** hasStory says that a record names an order at all. */
export function hasStory(row: Row): boolean {
  return row.orderReferenceId !== '' || row.orderId !== ''
}

/** storyOf is the place of the story of a record's order, on that record; its customer keeps it from others of that name. */
export function storyOf(row: Row): [path: string[], query: Record<string, string>] {
  return [['order', row.orderReferenceId || row.orderId], { customer: customerName(row), id: row.id }]
}

/** toStory goes to the story of a row's order when T is pressed. */
export function toStory(event: KeyboardEvent, row: Row | undefined): void {
  if (event.key.toLowerCase() !== 't' || !row || !hasStory(row) || isTyping(event.target)) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  event.preventDefault()
  address.go(...storyOf(row))
}

/** orderOf is the order that a row of a list belongs to. */
export const orderOf = (row: Row): Named => ({
  reference: row.orderReferenceId || row.orderId,
  customer: customerName(row),
})
