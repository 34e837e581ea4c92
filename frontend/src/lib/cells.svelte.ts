import { SvelteMap } from 'svelte/reactivity'

import { backend } from './backend'
import { thrown } from './fault'
import { faultWords } from './fault-words'
import type { Cell, CellPage } from './types'
import { Wanted } from './wanted'

/** How many rows are asked for at once, and how many are kept. */
const batch = 40
const most = 4000

/** Cells are the values that columns of paths show, asked for as their rows come into view. */
export class Cells {
  problems = new SvelteMap<string, CellPage['paths'][number]>()
  /** failed is why the last rows could not be looked up. */
  failed = $state('')
  #rows = new SvelteMap<string, Readonly<Record<string, Cell>>>()
  #wanted = new Wanted()
  #asking = false
  #asked = 0
  #paths: () => string[]

  constructor(paths: () => string[]) {
    this.#paths = paths
  }

  /** of gives a record's value at a path; undefined while it is looked up. */
  of(id: string, path: string): Cell | undefined {
    const cell = this.#rows.get(id)?.[path]
    if (!cell && this.#wanted.add(id)) queueMicrotask(() => void this.#ask())
    return cell
  }

  /** forget looks everything up again: records have changed. */
  forget(): void {
    this.#asked++
    this.#wanted.clear()
    this.#rows.clear()
  }

  /** check says what is wrong with a path before it becomes a column. */
  async check(path: string): Promise<CellPage['paths'][number] | undefined> {
    return (await backend.Cells([], [path])).paths[0]
  }

  async #ask(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    // The latest first: they are the ones in view.
    for (let ids = this.#next(); ids.length > 0; ids = this.#next()) await this.#look(ids, this.#paths())
    this.#asking = false
  }

  #next(): string[] {
    const ids = this.#wanted.take(batch)
    return this.#paths().length > 0 ? ids : []
  }

  async #look(ids: string[], paths: string[]): Promise<void> {
    const asked = this.#asked
    try {
      const page = await backend.Cells(ids, paths)
      if (asked !== this.#asked) return
      this.failed = ''
      page.paths.forEach((state, i) => this.problems.set(paths[i] ?? '', state))
      for (const row of page.rows) this.#keep(row.id, paths, row.cells)
    } catch (reason) {
      this.failed = faultWords(thrown(reason)).message
      for (const id of ids) this.#keep(id, paths, [])
    }
  }

  #keep(id: string, paths: string[], cells: Cell[]): void {
    const unread: Cell = { text: '', more: 0, state: 'unread' }
    const row = Object.fromEntries(paths.map((path, i) => [path, cells[i] ?? unread]))
    this.#rows.set(id, row)
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= most) break
      this.#rows.delete(oldest)
    }
  }
}
