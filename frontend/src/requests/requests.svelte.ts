import { address } from '../lib/place.svelte'
import { backend } from '../lib/backend'
import { now } from '../lib/clock'
import { DayTally } from '../lib/day-tally.svelte'
import { edges } from '../lib/days'
import { Kept } from '../lib/kept-scroll'
import { Narrowing } from '../lib/narrowing.svelte'
import { Paged } from '../lib/paged.svelte'
import { Picked } from '../lib/picked.svelte'
import { Shown } from '../lib/shown.svelte'
import { windowOfSpan } from '../lib/span'
import { Spread } from '../lib/spread.svelte'
import type { DayCount, RequestRow, Window } from '../lib/types'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'
import { columns } from './columns'
import { filterOf, likeWords, readChoice, writeChoice, type Choice } from './filter'

/** keyOf names a row among all sources. */
export const keyOf = (row: Pick<RequestRow, 'id'>): string => row.id

class Requests {
  list = new Paged<RequestRow, Choice>({
    key: keyOf,
    async fetch(choice, { after, before, near }) {
      const page = await backend.Requests({ ...filterOf(choice, now(), after), before, near, uncounted: true })
      return { ...page, rows: page.requests }
    },
    count: (choice) => backend.RequestTotal(filterOf(choice, now(), '')),
  })
  narrowing = new Narrowing({
    text: () => this.choice.search,
    write: (search) => {
      address.enter('requests')
      this.choose({ search })
    },
    count: (thorough) => backend.RequestFacets(filterOf(this.choice, now(), ''), thorough),
  })
  shown = new Shown((id) => backend.Request(id))
  days = $state.raw<DayCount[]>([])
  atTop = true
  kept = new Kept()
  tally = new DayTally('requests')
  spread = new Spread('requests')
  picked = new Picked<RequestRow>()

  get choice(): Choice {
    return readChoice(address.place.query)
  }

  /** window is the time that the list is about. */
  get window(): Window {
    return windowOfSpan(this.choice.span, now())
  }

  get selected(): string {
    return address.place.query.id ?? ''
  }

  choose(part: Partial<Choice>): void {
    address.step({ ...writeChoice({ ...this.choice, ...part }), at: '' })
  }

  /** clear leaves only the days; what it left out can be had back. */
  clear(): void {
    this.unlike()
    this.narrowing.rewrite('', this.choice.search)
  }

  /** unlike shows also those that failed for another cause. */
  unlike(): void {
    const { like } = this.choice
    if (like === '') return
    this.choose({ like: '' })
    undo.did(m.filter_left_out({ part: likeWords(like) }), async () => {
      address.enter('requests')
      this.choose({ like })
    })
  }

  select(id: string): void {
    if (id !== this.selected) address.amend({ id })
  }

  open(id: string): void {
    address.go(['requests', id])
  }

  /** count asks for the last thirty days; without an answer there are no bars. */
  async count(): Promise<void> {
    this.days = await backend.Days('requests', edges(now(), 30)).catch(() => this.days)
  }

  /** pickAll picks all that fit the filters, as far as many can be acted on at once. */
  async pickAll(): Promise<void> {
    const { choice } = this
    await this.picked.takeAll(keyOf, async (after, limit) => {
      const page = await backend.Requests({ ...filterOf(choice, now(), after), limit })
      return { ...page, rows: page.requests }
    })
  }

  /** refresh takes in news without moving what is shown. */
  async refresh(): Promise<void> {
    columns.cells.forget()
    this.tally.forget()
    await Promise.all([
      this.list.glance(this.atTop),
      this.spread.load(this.window),
      this.count(),
      this.narrowing.count(),
      this.shown.show(this.selected),
    ])
  }
}

export const requests = new Requests()
