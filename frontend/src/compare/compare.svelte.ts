import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { neighbour } from '../lib/neighbours'
import { address } from '../lib/place.svelte'
import {
  stages,
  type ComparedField,
  type ComparedLine,
  type ComparedSide,
  type ComparePage,
  type CompareQuery,
  type ComparisonSummary,
  type Stage,
} from '../lib/types'
import { Pages } from './pages.svelte'

export type Layout = 'sides' | 'inline'

const stageOf = (text: string | undefined): Stage | '' => stages.find((stage) => stage === text) ?? ''

class Compare {
  summary = $state.raw<ComparisonSummary>()
  fault = $state.raw<Fault>()
  /** The field whose way is shown. */
  shown = $state.raw<ComparedField>()
  pinned = $state(false)
  /** The one of its candidates that is looked at. */
  candidate = $state.raw<ComparedSide>()
  left = new Pages<ComparedLine>()
  right = new Pages<ComparedLine>()
  fields = new Pages<ComparedField>()

  get id(): string {
    return address.place.path[1] ?? ''
  }

  get query(): CompareQuery {
    const { from, to, with: other } = address.place.query
    return { id: this.id, from: stageOf(from), with: other ?? '', to: stageOf(to) }
  }

  get layout(): Layout {
    return address.place.query.view === 'inline' ? 'inline' : 'sides'
  }

  get only(): boolean {
    return address.place.query.only === '1'
  }

  /** load holds the two documents against each other and shows the beginning of both. */
  async load(query: CompareQuery): Promise<void> {
    const key = JSON.stringify(query)
    const current = () => key === JSON.stringify(this.query)
    this.fault = undefined
    try {
      const summary = await backend.Compare(query)
      if (!current()) return
      this.summary = summary
    } catch (reason) {
      if (!current()) return
      this.summary = undefined
      this.fault = thrown(reason)
    }
  }

  /** open fetches what the present layout shows. */
  open(query: CompareQuery, only: boolean): void {
    const page = (side: ComparePage['side'], from: number, count: number) => ({ side, from, count, only })
    const lines = (side: ComparePage['side']) => async (from: number, count: number) => {
      const found = await backend.CompareLines(query, page(side, from, count))
      return { ...found, rows: found.lines }
    }
    void this.left.open(lines('from'))
    void this.right.open(lines('to'))
    void this.fields.open(async (from, count) => {
      const found = await backend.CompareFields(query, page('to', from, count))
      return { ...found, rows: found.fields }
    })
  }

  /** preview shows where a field came from, unless another one is pinned. */
  async preview(index: number): Promise<void> {
    if (this.pinned || index < 0) return
    await this.#show({ side: 'to', from: index, count: 1, only: false })
  }

  async pin(index: number): Promise<void> {
    if (index < 0) return
    if (this.pinned && this.shown?.index === index) {
      this.unpin()
      return
    }
    this.pinned = await this.#show({ side: 'to', from: index, count: 1, only: false })
  }

  unpin(): void {
    this.pinned = false
    this.shown = undefined
    this.candidate = undefined
  }

  /** point brings one of the candidates of the shown field into view. */
  point(one: ComparedSide): void {
    if (this.only && (one.only < 0 || this.layout === 'inline')) address.amend({ only: '' })
    this.pinned = true
    this.candidate = one
  }

  /** toggle pins the field that is shown, or the first that differs. */
  toggle(): void {
    if (this.pinned) this.unpin()
    else if (this.shown) this.pinned = true
    else void this.step(1)
  }

  /** step pins the next field that differs, or the one before. */
  async step(by: 1 | -1): Promise<void> {
    const total = (this.summary?.changed ?? 0) + (this.summary?.added ?? 0) + (this.summary?.dropped ?? 0)
    const here = this.shown
    const behind = here && here.change !== 'same' ? here.before + 1 : (here?.before ?? 0)
    const at = by > 0 ? behind : (here?.before ?? 0) - 1
    if (at < 0 || at >= total) return
    this.pinned = await this.#show({ side: 'to', from: at, count: 1, only: true })
  }

  async #show(page: ComparePage): Promise<boolean> {
    const query = this.query
    const found = await backend.CompareFields(query, page).catch(() => undefined)
    const field = found?.fields[0]
    if (!field || JSON.stringify(query) !== JSON.stringify(this.query)) return false
    this.shown = field
    this.candidate = undefined
    return true
  }

  choose(values: Record<string, string>): void {
    this.unpin()
    address.amend(values)
  }

  /** withLastGood compares the last one that worked with this one. */
  async withLastGood(): Promise<void> {
    if (this.query.with) return
    try {
      const good = await backend.LastGood(this.id)
      this.unpin()
      address.go(['requests', good.id, 'compare'], { with: this.id })
    } catch (reason) {
      this.fault = thrown(reason)
    }
  }

  /** leave goes back to the request. */
  leave(): void {
    this.unpin()
    address.go(['requests', this.query.with || this.id])
  }

  /** next compares the next request of the list. */
  next(by: number): void {
    const id = neighbour(this.query.with || this.id, by)
    if (!id) return
    this.unpin()
    address.go(['requests', id, 'compare'])
  }
}

export const compare = new Compare()
