import { rem, scaled } from './scaling'
import type { Column } from './types'

/** Shape is what a column is by design. Names with a colon are paths of values, and have the shape of a path. */
export interface Shape {
  name: string
  text: string
  track: string // its part of a row, as CSS grids say it
  narrow?: string // the same in a narrow window; the track
  least: number // px, below which it can't be read
  end?: boolean // numbers end at the right
  bare?: boolean // its head is only for those who do not see
  spare?: boolean // not shown by design
  wideOnly?: boolean // dropped in a narrow window, unless columns were chosen
  roomy?: boolean // dropped in a slim list, such as one beside two panes, unless columns were chosen
  slim?: string // its part of a row in a slim list; narrow
}

/** ShownColumn is a column as a list has it now. */
export interface ShownColumn extends Shape {
  width: number // px; 0: as designed
  path: boolean
}

/** mostPaths is how many columns show values of bodies. */
export const mostPaths = 10
export const leastWidth = 40
export const mostWidth = 800

export const isPath = (name: string): boolean => name.includes(':')

/** shapeOfPath is how a column of a path looks. */
export function shapeOfPath(name: string): Shape {
  return { name, text: name, track: 'minmax(110px, 1fr)', least: 110, spare: true }
}

/** shownOf is what a list shows: the columns that were chosen, or those of the design. Names nobody knows are left out. */
export function shownOf(shapes: readonly Shape[], chosen: readonly Column[]): ShownColumn[] {
  if (chosen.length === 0) {
    return shapes.filter((shape) => !shape.spare).map((shape) => ({ ...shape, width: 0, path: false }))
  }
  return chosen.flatMap(({ name, width }) => {
    const shape = isPath(name) ? shapeOfPath(name) : shapes.find((one) => one.name === name)
    return shape ? [{ ...shape, wideOnly: false, roomy: false, width, path: isPath(name) }] : []
  })
}

/** Room is how much of it a list has. */
export type Room = 'wide' | 'narrow' | 'slim'

/** tracksOf is how a row is divided. */
export function tracksOf(columns: readonly ShownColumn[], room: Room): string {
  return columns
    .filter((column) => room === 'wide' || !(column.wideOnly || (room === 'slim' && column.roomy)))
    .map((column) => (column.width ? rem(column.width) : scaled(trackIn(column, room))))
    .join(' ')
}

function trackIn({ track, narrow = track, slim = narrow }: Shape, room: Room): string {
  return { wide: track, narrow, slim }[room]
}

/** The space between two columns, and beside the first and the last. */
const gap = 10
const beside = 32

/** leastOf is how wide a row must be for all its columns; what does not fit is scrolled to. */
export function leastOf(columns: readonly ShownColumn[]): number {
  const sum = columns.reduce((all, column) => all + (column.width || column.least), 0)
  return sum + gap * (columns.length - 1) + beside
}

/** movedTo puts a column some places further on; undefined when it stays where it is. */
export function movedTo(columns: readonly Column[], name: string, by: number): Column[] | undefined {
  const from = columns.findIndex((column) => column.name === name)
  const to = Math.max(0, Math.min(columns.length - 1, from + by))
  const column = columns[from]
  if (!column || to === from) return undefined
  const rest = columns.filter((one) => one !== column)
  return [...rest.slice(0, to), column, ...rest.slice(to)]
}
