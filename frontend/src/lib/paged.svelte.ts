import { thrown, type Fault } from './fault'
import { mergeTop } from './merge'
import type { Coverage, Millis } from './types'

export interface PageOf<Row> {
  rows: Row[]
  next: string
  prev?: string // where newer rows go on; nothing at the newest
  down?: Millis // down to here all was looked at, of a page that was cut off
  total: number
  coverage: Coverage
}

/** From is where a page begins: after the one before it, before the one after it, or near a moment. */
export interface From {
  after: string
  before: string
  near: Millis
}

/** pageSize is how many rows a page of a list has, but for the last. One with fewer was cut off while it was looked for. */
export const pageSize = 200

/** pagesHeld is how many pages are held at once: what is far from what is looked at is asked for again. */
const pagesHeld = 12

/** The oldest rows are those before which there is nothing. */
const oldest = '1'

const top: From = { after: '', before: '', near: 0 }

interface Sources<Row, Filter> {
  fetch(filter: Filter, from: From): Promise<PageOf<Row>>
  count?(filter: Filter): Promise<number> // of pages that do not say how many rows there are; -1: not known
  key(row: Row): string
  size?: number // of a page; pageSize
  held?: number // pages; pagesHeld
}

interface Held<Row> {
  rows: Row[]
  next: string
  prev: string
}

/**
 * Paged is a list of which some pages around what is looked at are held, newest first. Answers to an older question are
 * dropped.
 */
export class Paged<Row, Filter> {
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  fault = $state.raw<Fault>()
  total = $state(-1)
  coverage = $state.raw<Coverage>({ lists: [], gaps: [] })
  /** fresh are rows that came since, behind "3 new", so that nothing moves under the hand. */
  fresh = $state(0)
  /** counting says that how many rows there are is not known yet. */
  counting = $state(false)
  /** looking says that what would fill the page is still looked for. */
  looking = $state(false)
  /** down is to which moment all was looked at while rows are looked for; 0: not known. */
  down = $state<Millis>(0)
  /** turn counts how often the list began anew somewhere else. */
  turn = $state(0)
  /** shifting says that rows come or go above what is shown, which must not move. */
  shifting = $state(false)
  /** above is how many rows are known to stand before the first one held; below 0: not known. */
  above = $state(0)
  #pages = $state.raw<Held<Row>[]>([])
  #rows = $derived(this.#pages.flatMap((page) => page.rows))
  #newest = $state.raw<readonly Row[]>([]) // the first page there was when the list was loaded, all of it once it was found
  #filter: Filter | undefined
  #asked = 0
  #counts = 0
  #growing = false
  #from: Sources<Row, Filter>

  constructor(from: Sources<Row, Filter>) {
    this.#from = from
  }

  get rows(): Row[] {
    return this.#rows
  }

  /** count is how many rows there are, as far as known; -1 while more may follow. */
  get count(): number {
    return this.total < 0 && !this.more && this.above === 0 ? this.rows.length : this.total
  }

  get more(): boolean {
    return (this.#pages.at(-1)?.next ?? '') !== ''
  }

  /** newer says that there are rows before the first one held. */
  get newer(): boolean {
    return (this.#pages[0]?.prev ?? '') !== ''
  }

  /** open shows a list; one that was left a while ago stands as it was left, with what is new behind "3 new". */
  async open(filter: Filter, near: Millis = 0): Promise<void> {
    const same = JSON.stringify(filter) === JSON.stringify(this.#filter)
    if (same && this.rows.length > 0 && this.status === 'ready') await this.glance(false)
    else await this.load(filter, near)
  }

  /** load asks from the top, or from a moment on. What is shown stays until the answer is there. */
  load(filter: Filter, near: Millis = 0): Promise<void> {
    this.#filter = filter
    this.#counts++
    return this.#begin(near ? { ...top, near } : top)
  }

  /** jump shows the rows of a moment, whatever lies between. */
  async jump(near: Millis): Promise<void> {
    await this.#begin({ ...top, near })
  }

  /** last shows the oldest rows. */
  async last(): Promise<void> {
    if (this.more) await this.#begin({ ...top, before: oldest })
  }

  /** reload asks again for what was asked for last, from the top. */
  async reload(): Promise<void> {
    await this.#begin(top)
  }

  async #begin(from: From): Promise<void> {
    if (this.#filter === undefined) return
    const asked = ++this.#asked
    this.#growing = this.looking = false
    this.status = 'loading'
    this.fault = undefined
    try {
      const page = await this.#from.fetch(this.#filter, from)
      if (asked !== this.#asked) return
      this.#pages = [held(page)]
      if (from === top) this.#newest = page.rows
      if (from === top) this.fresh = 0
      if (from.before === '') {
        this.counting = page.total < 0
        this.#count(page)
      }
      this.above = from === top ? 0 : from.before && this.total >= 0 ? this.total - page.rows.length : -1
      this.turn++
      this.#took(page)
      void this.#fill(asked, this.#size - page.rows.length).then(() => {
        if (from === top && asked === this.#asked && this.above === 0) this.#newest = this.rows
      })
    } catch (reason) {
      if (asked === this.#asked) this.#fail(reason)
    }
  }

  /** grow asks for the next page, once at a time. */
  async grow(): Promise<void> {
    if (!this.more || this.#growing || this.status === 'loading') return
    await this.#fill(this.#asked, this.#size)
  }

  /** growUp asks for the page before the first one held. */
  async growUp(): Promise<void> {
    if (!this.newer || this.#growing || this.status === 'loading' || this.#filter === undefined) return
    const asked = this.#asked
    this.#growing = true
    try {
      const page = await this.#from.fetch(this.#filter, { ...top, before: this.#pages[0]?.prev ?? '' })
      if (asked !== this.#asked) return
      this.#shift([held(page), ...this.#pages])
      this.above = this.newer ? (this.above < 0 ? -1 : Math.max(0, this.above - page.rows.length)) : 0
      this.#took(page)
      this.#let(-1)
    } catch (reason) {
      if (asked === this.#asked) this.#fail(reason)
    } finally {
      if (asked === this.#asked) this.#growing = false
    }
  }

  /** stop stops looking; grow goes on from there. */
  stop(): void {
    this.looking = false
  }

  /** #fill adds rows that follow, until there are as many as are wanted, or no more, or somebody stops it. */
  async #fill(asked: number, wanted: number): Promise<void> {
    if (this.#growing || this.#filter === undefined || wanted <= 0 || !this.more) return
    this.#growing = this.looking = true
    let missing = wanted
    try {
      do {
        const page = await this.#from.fetch(this.#filter, { ...top, after: this.#pages.at(-1)?.next ?? '' })
        if (asked !== this.#asked) return
        missing -= page.rows.length
        this.#pages = joined(this.#pages, held(page))
        this.#took(page)
      } while (this.looking && this.more && missing > 0)
      this.#let(1)
    } catch (reason) {
      if (asked === this.#asked) this.#fail(reason)
    } finally {
      if (asked === this.#asked) this.#growing = this.looking = false
    }
  }

  /** #let lets pages go that are far from the end at which the list grew: 1 is its lower one. */
  #let(end: 1 | -1): void {
    const most = this.#from.held ?? pagesHeld
    if (this.#pages.length <= most) return
    if (end < 0) {
      this.#pages = this.#pages.slice(0, most)
      return
    }
    // The rows below must be drawn before those above go: a list that changes at both ends can't be held still.
    const asked = this.#asked
    requestAnimationFrame(() => {
      const gone = this.#pages.slice(0, -most)
      if (asked !== this.#asked || gone.length === 0) return
      if (this.above >= 0) this.above += gone.reduce((sum, page) => sum + page.rows.length, 0)
      this.#shift(this.#pages.slice(-most))
    })
  }

  #shift(pages: Held<Row>[]): void {
    this.shifting = true
    this.#pages = pages
    requestAnimationFrame(() => (this.shifting = false))
  }

  get #size(): number {
    return this.#from.size ?? pageSize
  }

  /** glance looks for news at the top. A list that is empty, or still at its start, takes them at once. */
  async glance(atTop: boolean): Promise<void> {
    if (this.#filter === undefined || this.status === 'loading' || this.looking) return
    if (this.rows.length === 0 || (atTop && this.fault)) return this.reload()
    const asked = this.#asked
    const page = await this.#from.fetch(this.#filter, top).catch(() => undefined)
    if (!page || asked !== this.#asked) return
    const { key } = this.#from
    const known = this.newer ? this.#newest : [...this.#newest, ...this.rows]
    this.fresh = mergeTop(known, page.rows, key).fresh
    this.#pages = this.#pages.map((one) => ({ ...one, rows: mergeTop(one.rows, page.rows, key).rows }))
    this.#count(page)
    this.coverage = page.coverage
  }

  /** #count takes how many rows there are from a page, or asks for it while the page is shown. */
  #count(page: PageOf<Row>): void {
    const { count } = this.#from
    const turn = ++this.#counts // an answer outlives a step to the oldest rows, which are of the same list
    const tell = (total: number) => {
      if (turn !== this.#counts) return
      this.total = total
      this.counting = false
    }
    if (this.counting) this.total = -1
    if (page.total >= 0 || !count || this.#filter === undefined) tell(page.total)
    else void count(this.#filter).then(tell, () => tell(-1))
  }

  #took(page: PageOf<Row>): void {
    this.coverage = page.coverage
    this.down = page.down ?? 0
    this.status = 'ready'
    this.fault = undefined
  }

  #fail(reason: unknown): void {
    this.fault = thrown(reason)
    this.status = 'failed'
  }
}

/** joined puts a page behind others; one without rows only says where it goes on. */
function joined<Row>(pages: Held<Row>[], page: Held<Row>): Held<Row>[] {
  const last = pages.at(-1)
  if (!last || page.rows.length > 0) return [...pages, page]
  return [...pages.slice(0, -1), { ...last, next: page.next }]
}

const held = <Row>({ rows, next, prev = '' }: PageOf<Row>): Held<Row> => ({ rows, next, prev })
