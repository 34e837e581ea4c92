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
import { Spread } from '../lib/spread.svelte'
import { TextLines } from '../lib/text-lines.svelte'
import type { DayCount, PostbackRow, Window } from '../lib/types'
import { columns } from './columns'
import { windowOfSpan } from '../lib/span'
import { filterOf, readChoice, writeChoice, type Choice } from './filter'

/** keyOf names a row. */
export const keyOf = (row: Pick<PostbackRow, 'id'>): string => row.id

class Postbacks {
  list = new Paged<PostbackRow, Choice>({
    key: keyOf,
    async fetch(choice, { after, before, near }) {
      const page = await backend.Postbacks({ ...filterOf(choice, now(), after), before, near, uncounted: true })
      return { ...page, rows: page.postbacks }
    },
    count: (choice) => backend.PostbackTotal(filterOf(choice, now(), '')),
  })
  narrowing = new Narrowing({
    text: () => this.choice.search,
    write: (search) => {
      address.enter('postbacks')
      this.choose({ search })
    },
    count: (thorough) => backend.PostbackFacets(filterOf(this.choice, now(), ''), thorough),
  })
  shown = new Shown((id) => backend.Postback(id))
  text = new TextLines()
  days = $state.raw<DayCount[]>([])
  atTop = true
  kept = new Kept()
  tally = new DayTally('postbacks')
  spread = new Spread('postbacks')
  picked = new Picked<PostbackRow>()

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

  select(id: string): void {
    if (id !== this.selected) address.amend({ id, try: '' })
  }

  /** count asks for the last thirty days; without an answer headings name days alone. */
  async count(): Promise<void> {
    this.days = await backend.Days('postbacks', edges(now(), 30)).catch(() => this.days)
  }

  /** pickAll picks all that fit the filters, as far as many can be acted on at once. */
  async pickAll(): Promise<void> {
    const { choice } = this
    await this.picked.takeAll(keyOf, async (after, limit) => {
      const page = await backend.Postbacks({ ...filterOf(choice, now(), after), limit })
      return { ...page, rows: page.postbacks }
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

export const postbacks = new Postbacks()
