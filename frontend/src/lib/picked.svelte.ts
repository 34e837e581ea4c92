import { SvelteMap } from 'svelte/reactivity'

/** pickMost is how many rows all of a list picks: a page of Go, and what an export is still quick with. */
const pickMost = 1000

/** patience is how long rows are looked for that are to be picked, in ms. */
const patience = 3000

interface Keyed<Row> {
  key: string
  row: Row
}

/** Picked are the rows that an action on many is about, by their keys: whatever the list shows meanwhile, they stay. */
export class Picked<Row> {
  rows = new SvelteMap<string, Row>()
  /** leftOut is how many rows fit the filters, were wanted, and could not be taken; below 0: more than is known. */
  leftOut = $state(0)
  #anchor = ''
  #turn = 0 // counts what was picked and let go: rows that come late are not taken over it

  get size(): number {
    return this.rows.size
  }

  get ids(): string[] {
    return [...this.rows.keys()]
  }

  has(key: string): boolean {
    return this.rows.has(key)
  }

  clear(): void {
    this.#turn++
    this.rows.clear()
    this.leftOut = 0
    this.#anchor = ''
  }

  /** toggle picks a row, or lets it go. The first one takes the row along that was chosen until then. */
  toggle(target: Keyed<Row>, chosen?: Keyed<Row>): void {
    this.#turn++
    if (this.size === 0 && chosen && chosen.key !== target.key) this.rows.set(chosen.key, chosen.row)
    if (!this.rows.delete(target.key)) this.rows.set(target.key, target.row)
    this.leftOut = 0
    this.#anchor = target.key
  }

  /** reach picks the rows from the anchor to a target, in place of what an earlier reach picked. */
  reach(all: readonly Keyed<Row>[], target: string, from: string): void {
    this.#turn++
    if (this.#anchor === '') this.#anchor = from
    const a = all.findIndex((row) => row.key === this.#anchor)
    const b = all.findIndex((row) => row.key === target)
    if (b < 0) return
    const start = a < 0 ? b : a
    this.rows.clear()
    this.leftOut = 0
    for (const { key, row } of all.slice(Math.min(start, b), Math.max(start, b) + 1)) this.rows.set(key, row)
  }

  /** takeAll picks all that a list has, page after page, as far as many can be acted on at once and are found in time. */
  async takeAll(
    key: (row: Row) => string,
    fetch: (after: string, limit: number) => Promise<{ rows: Row[]; next: string; total: number }>,
  ): Promise<void> {
    const turn = ++this.#turn
    const until = Date.now() + patience
    const rows: Keyed<Row>[] = []
    let after = ''
    let total: number | undefined
    do {
      const page = await fetch(after, pickMost - rows.length)
      if (turn !== this.#turn) return
      total ??= page.total
      after = page.next
      rows.push(...page.rows.map((row) => ({ key: key(row), row })))
    } while (after !== '' && rows.length < pickMost && Date.now() < until)
    this.take(rows, total < 0 && after === '' ? rows.length : total)
  }

  /** take picks just these rows, of so many that there are, below 0 being more than is known. */
  take(rows: readonly Keyed<Row>[], total: number): void {
    this.rows.clear()
    for (const { key, row } of rows) this.rows.set(key, row)
    this.leftOut = total < 0 ? -1 : Math.max(0, total - rows.length)
  }
}
