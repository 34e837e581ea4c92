import Copy from '@lucide/svelte/icons/copy'

import { chordText } from './chords'
import { m } from '../paraglide/messages'
import type { MenuItem } from '../ui/menu'
import type { ShownColumn } from './columns'
import { copyText, lineOf } from './copying'
import { linkToRecord } from './link'
import type { List } from './types'

/** RowTexts is what the rows of a list have to copy. */
export interface RowTexts<Row> {
  list: List
  columns: () => ShownColumn[]
  textOf: (row: Row, column: string) => string
  idOf: (row: Row) => string
  referenceOf: (row: Row) => string
}

/** copyRows copies rows as a spreadsheet takes them: what is shown, tabs between; of several with their heads. */
export function copyRows<Row>(rows: readonly Row[], texts: RowTexts<Row>): void {
  const columns = texts.columns()
  const heads = rows.length > 1 ? [lineOf(columns.map((column) => column.text))] : []
  const lines = rows.map((row) => lineOf(columns.map((column) => texts.textOf(row, column.name))))
  void copyText([...heads, ...lines].join('\n'), said(m.copied_row, m.copied_rows, rows.length))
}

/** copyIDs copies the ids of rows, one a line. */
export function copyIDs<Row>(rows: readonly Row[], texts: RowTexts<Row>): void {
  void copyText(rows.map(texts.idOf).join('\n'), said(m.copied_id, m.copied_ids, rows.length))
}

const said = (one: () => string, many: (values: { count: number }) => string, count: number) =>
  count === 1 ? one() : many({ count })

/** cellItems copy a cell each; those that show nothing are left out. */
export function cellItems<Row>(row: Row, texts: RowTexts<Row>): MenuItem[] {
  return texts.columns().flatMap((column) => {
    const text = texts.textOf(row, column.name)
    const words = { column: column.text, text }
    return text === ''
      ? []
      : [{ id: column.name, text: m.copy_cell_of(words), run: () => void copyText(text, m.copied_what(words)) }]
  })
}

/** copyItems copy what a row shows; the cell that was pointed at comes first. */
export function copyItems<Row>(row: Row, texts: RowTexts<Row>, column: string): MenuItem[] {
  const reference = texts.referenceOf(row)
  const cells = cellItems(row, texts)
  const cell = cells.find((one) => one.id === column)
  const link = linkToRecord(texts.list, texts.idOf(row))
  return [
    ...(cell ? [{ ...cell, id: 'cell', icon: Copy }] : []),
    {
      id: 'row',
      text: m.copy_row(),
      ...(cell ? {} : { icon: Copy }),
      keys: chordText('Ctrl+C'),
      run: () => copyRows([row], texts),
    },
    { id: 'cells', text: m.copy_cell(), items: cells },
    { id: 'id', text: m.copy_id(), keys: chordText('I'), run: () => copyIDs([row], texts) },
    {
      id: 'reference',
      text: m.copy_reference(),
      run: () => void copyText(reference, m.copied_what({ column: m.col_order(), text: reference })),
    },
    { id: 'link', text: m.copy_record_link(), run: () => void copyText(link, m.link_copied({ link })) },
  ]
}

/** copyMany copy what several rows show. */
export function copyMany<Row>(rows: readonly Row[], texts: RowTexts<Row>): MenuItem[] {
  return [
    { id: 'row', icon: Copy, text: m.copy_rows(), keys: chordText('Ctrl+C'), run: () => copyRows(rows, texts) },
    { id: 'id', text: m.copy_ids(), keys: chordText('I'), run: () => copyIDs(rows, texts) },
  ]
}
