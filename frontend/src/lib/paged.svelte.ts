import { thrown, type Fault } from './fault'
import { mergeTop } from './merge'
import type { Coverage } from './types'

export interface PageOf<Row> {
  rows: Row[]
  next: string
  total: number
  coverage: Coverage
}

/** pageSize is how many rows a page of a list has, but for the last. One with fewer was cut off while it was looked for. */
export const pageSize = 200

interface Sources<Row, Filter> {
  fetch(filter: Filter, after: string): Promise<PageOf<Row>>
  key(row: Row): string
  size?: number // of a page; pageSize
}

/** Paged is a list that grows page by page, newest first. Answers to an older question are dropped. */
export class Paged<Row, Filter> {
  rows = $state.raw<Row[]>([])
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  fault = $state.raw<Fault>()
  total = $state(-1)
  coverage = $state.raw<Coverage>({ lists: [], gaps: [] })
  /** fresh are rows that came since, behind "3 new", so that nothing moves under the hand. */
  fresh = $state(0)
  /** looking says that what would fill the page is still looked for. */
  looking = $state(false)
  #next = $state('')
  #filter: Filter | undefined
  #asked = 0
  #growing = false
  #from: Sources<Row, Filter>

  constructor(from: Sources<Row, Filter>) {
    this.#from = from
  }

  /** count is how many rows there are, as far as known; -1 while more may follow. */
  get count(): number {
    return this.total < 0 && !this.more ? this.rows.length : this.total
  }

  get more(): boolean {
    return this.#next !== ''
  }

  /** load asks from the top. What is shown stays until the answer is there. */
  async load(filter: Filter): Promise<void> {
    const asked = ++this.#asked
    this.#filter = filter
    this.#growing = this.looking = false
    this.status = 'loading'
    this.fault = undefined
    try {
      const page = await this.#from.fetch(filter, '')
      if (asked !== this.#asked) return
      this.rows = page.rows
      this.fresh = 0
      this.#take(page)
      void this.#fill(asked, this.#size - page.rows.length)
    } catch (reason) {
      if (asked === this.#asked) this.#fail(reason)
    }
  }

  /** grow asks for the next page, once at a time. */
  async grow(): Promise<void> {
    if (!this.more || this.#growing || this.status === 'loading') return
    await this.#fill(this.#asked, this.#size)
  }

  /** stop stops looking; grow goes on from there. */
  stop(): void {
    this.looking = false
  }

  /** #fill adds rows that follow, until there are as many as are wanted, or no more, or somebody stops it. */
  async #fill(asked: number, wanted: number): Promise<void> {
    if (this.#growing || this.#filter === undefined || wanted <= 0 || !this.more) return
    this.#growing = this.looking = true
    const enough = this.rows.length + wanted
    try {
      do {
        const page = await this.#from.fetch(this.#filter, this.#next)
        if (asked !== this.#asked) return
        this.rows = [...this.rows, ...page.rows]
        this.#take(page)
      } while (this.looking && this.more && this.rows.length < enough)
    } catch (reason) {
      if (asked === this.#asked) this.#fail(reason)
    } finally {
      if (asked === this.#asked) this.#growing = this.looking = false
    }
  }

  get #size(): number {
    return this.#from.size ?? pageSize
  }

  /** glance looks for news at the top. A list that is empty, or still at its start, takes them at once. */
  async glance(atTop: boolean): Promise<void> {
    if (this.#filter === undefined || this.status === 'loading' || this.looking) return
    if (this.rows.length === 0 || (atTop && this.fault)) return this.load(this.#filter)
    const asked = this.#asked
    const page = await this.#from.fetch(this.#filter, '').catch(() => undefined)
    if (!page || asked !== this.#asked) return
    const merged = mergeTop(this.rows, page.rows, this.#from.key)
    this.rows = merged.rows
    this.total = page.total
    this.coverage = page.coverage
    this.fresh = merged.fresh
  }

  /** reload asks again for what was asked for last. */
  async reload(): Promise<void> {
    if (this.#filter !== undefined) await this.load(this.#filter)
  }

  #take(page: PageOf<Row>): void {
    this.#next = page.next
    this.total = page.total
    this.coverage = page.coverage
    this.status = 'ready'
    this.fault = undefined
  }

  #fail(reason: unknown): void {
    this.fault = thrown(reason)
    this.status = 'failed'
  }
}
