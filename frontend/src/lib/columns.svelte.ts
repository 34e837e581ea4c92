import { backend } from './backend'
import { Cells } from './cells.svelte'
import { isPath, mostPaths, movedTo, shownOf, type Shape, type ShownColumn } from './columns'
import { thrown, type Fault } from './fault'
import type { Column, Columns, List } from './types'

/** Kept are the columns of both lists as they were chosen. */
class Kept {
  columns = $state.raw<Columns>({ requests: [], postbacks: [] })
  /** unkept is why the last choice holds only until the window closes. */
  unkept = $state.raw<Fault>()

  async load(): Promise<void> {
    this.columns = await backend.Columns().catch(() => this.columns)
  }

  async choose(list: List, columns: Column[]): Promise<void> {
    this.columns = { ...this.columns, [list]: columns }
    this.unkept = await backend.SaveColumns(this.columns).then(() => undefined, thrown)
  }
}

export const kept = new Kept()

/** ListColumns are the columns of one list, and the cells of those that show values of bodies. */
export class ListColumns {
  /** choosing says that the dialog is open. */
  choosing = $state(false)
  cells = new Cells(() => this.paths)
  #list: List
  #shapes: () => Shape[]

  constructor(list: List, shapes: () => Shape[]) {
    this.#list = list
    this.#shapes = shapes
  }

  get shown(): ShownColumn[] {
    return shownOf(this.#shapes(), kept.columns[this.#list])
  }

  /** hidden are those that could be shown too. */
  get hidden(): Shape[] {
    const shown = this.shown.map((column) => column.name)
    return this.#shapes().filter((shape) => !shown.includes(shape.name))
  }

  get paths(): string[] {
    return this.shown.filter((column) => column.path).map((column) => column.name)
  }

  get full(): boolean {
    return this.paths.length >= mostPaths
  }

  get designed(): boolean {
    return kept.columns[this.#list].length === 0
  }

  get #now(): Column[] {
    return this.shown.map(({ name, width }) => ({ name, width }))
  }

  /** add shows a column more, behind the others. */
  add(name: string): void {
    if (this.#now.some((column) => column.name === name) || (isPath(name) && this.full)) return
    void kept.choose(this.#list, [...this.#now, { name, width: 0 }])
  }

  /** remove hides a column; the last one stays. */
  remove(name: string): void {
    const rest = this.#now.filter((column) => column.name !== name)
    if (rest.length > 0) void kept.choose(this.#list, rest)
  }

  move(name: string, by: number): boolean {
    const columns = movedTo(this.#now, name, by)
    if (columns) void kept.choose(this.#list, columns)
    return columns !== undefined
  }

  /** widen gives a column a width in px; 0 is the one of the design. */
  widen(name: string, width: number): void {
    void kept.choose(
      this.#list,
      this.#now.map((column) => (column.name === name ? { name, width } : column)),
    )
  }

  reset(): void {
    void kept.choose(this.#list, [])
  }
}
