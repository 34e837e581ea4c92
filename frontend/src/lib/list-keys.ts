import { isTyping } from './keys'
import { copyIDs, copyRows, type RowTexts } from './row-acts'

/** ListActs is what keys do with the rows that are picked, or with the chosen one. */
export interface ListActs<Row> {
  texts: RowTexts<Row>
  bookmark: (rows: readonly Row[]) => void
  share?: (rows: readonly Row[]) => void
  compare?: (rows: readonly Row[]) => void
  peek?: (row: Row) => void
}

/** actOfKey is what a key does with rows; undefined for a key that is about no rows. */
export function actOfKey<Row>(
  event: KeyboardEvent,
  rows: readonly Row[],
  acts: ListActs<Row>,
): (() => void) | undefined {
  if (rows.length === 0 || event.altKey || event.shiftKey || isTyping(event.target)) return undefined
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    if (key === 'c' && !document.getSelection()?.toString()) return () => copyRows(rows, acts.texts)
    if (key === 'e' && acts.share) return () => acts.share?.(rows)
    return undefined
  }
  const [first] = rows
  if (key === ' ' && first && rows.length === 1 && acts.peek) return () => acts.peek?.(first)
  if (key === 'i') return () => copyIDs(rows, acts.texts)
  // Of one row, B and N are keys of every screen that shows a record.
  if (key === 'b' && rows.length > 1) return () => acts.bookmark(rows)
  if (key === 'd' && rows.length === 2 && acts.compare) return () => acts.compare?.(rows)
  return undefined
}
