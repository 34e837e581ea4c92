import { address } from '../lib/place.svelte'
import { backend } from '../lib/backend'
import { now } from '../lib/clock'
import { edges } from '../lib/days'
import { thrown, type Fault } from '../lib/fault'
import { Paged } from '../lib/paged.svelte'
import type { DayCount, RequestDetail, RequestRow } from '../lib/types'
import { filterOf, readChoice, writeChoice, type Choice } from './filter'

/** keyOf names a row among all sources. */
export const keyOf = (row: Pick<RequestRow, 'id'>): string => row.id

class Requests {
  list = new Paged<RequestRow, Choice>({
    key: keyOf,
    async fetch(choice, after) {
      const page = await backend.Requests(filterOf(choice, now(), after))
      return { ...page, rows: page.requests }
    },
  })
  detail = $state.raw<RequestDetail>()
  fault = $state.raw<Fault>()
  days = $state.raw<DayCount[]>([])
  atTop = true

  get choice(): Choice {
    return readChoice(address.place.query)
  }

  get selected(): string {
    return address.place.query.id ?? ''
  }

  choose(part: Partial<Choice>): void {
    address.amend(writeChoice({ ...this.choice, ...part }))
  }

  select(id: string): void {
    if (id !== this.selected) address.amend({ id })
  }

  open(id: string): void {
    address.go(['requests', id])
  }

  /** show reads the record of the selection. The one before stays until it is there. */
  async show(id: string): Promise<void> {
    this.fault = undefined
    if (id === '') {
      this.detail = undefined
      return
    }
    try {
      const detail = await backend.Request(id)
      if (id === this.selected) this.detail = detail
    } catch (reason) {
      if (id !== this.selected) return
      this.detail = undefined
      this.fault = thrown(reason)
    }
  }

  /** count asks for the last thirty days; without an answer there are no bars. */
  async count(): Promise<void> {
    this.days = await backend.Days('requests', edges(now(), 30)).catch(() => this.days)
  }

  /** refresh takes in news without moving what is shown. */
  async refresh(): Promise<void> {
    await Promise.all([this.list.glance(this.atTop), this.count(), this.show(this.selected)])
  }
}

export const requests = new Requests()
