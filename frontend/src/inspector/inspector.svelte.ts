import { untrack } from 'svelte'

import { address } from '../lib/place.svelte'
import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { neighbour } from '../lib/neighbours'
import { stoppedAt } from '../lib/reason'
import type { Shared } from '../lib/sharing.svelte'
import { reference, stageWords } from '../lib/status'
import { storyOf } from '../lib/story'
import type { Target } from '../lib/text-find.svelte'
import { TextLines, type TextChoice } from '../lib/text-lines.svelte'
import { stages, type Blamed, type RequestDetail, type RequestRow, type Stage } from '../lib/types'
import { chosenTab, tabsOf, type Tab, type TabKey } from './tabs'

/** Shown is what stands on the screen: a stage of a request, looked at in one way. */
interface Shown {
  detail: RequestDetail
  stage: Stage
  tabs: Tab[]
  tab: Tab | undefined
}

const patience = 150 // ms that what was shown before stays as it is

class Inspector {
  /** shown stays until what the address names is there as a whole: a heading never stands over the values of another record. */
  shown = $state.raw<Shown>()
  fault = $state.raw<Fault>()
  /** late says that what is shown is no longer what was asked for, and has been so for a while. */
  late = $state(false)
  text = new TextLines()
  /** What the answer to the request complains of. */
  blamed = $state.raw<Blamed[]>([])
  #turn = 0

  /** id is the request in the address. */
  get id(): string {
    return address.place.path[1] ?? ''
  }

  get detail(): RequestDetail | undefined {
    return this.shown?.detail
  }

  /** targets are the stages to search in: each by the text that shows it best. */
  get targets(): Target[] {
    const { detail } = this
    if (!detail) return []
    return stages.flatMap((stage) => {
      const held = detail.bodies.some((body) => body.part === stage)
      const choice: TextChoice = { part: stage, attempt: 0, view: 'pretty' }
      const show = () => address.go(['requests', detail.row.id, stage], { view: 'pretty' })
      return held ? [{ name: stageWords[stage](), choice, show }] : []
    })
  }

  /** turn goes to what the address names, with the record read anew or as it is held. */
  async turn(anew: boolean): Promise<void> {
    const { id } = this
    const [, , named] = address.place.path
    const { view } = address.place.query
    const turn = ++this.#turn
    const waited = setTimeout(() => (this.late = turn === this.#turn), patience)
    try {
      const held = untrack(() => this.detail)
      const detail = !anew && held?.row.id === id ? held : await backend.Request(id)
      const stage = stages.find((one) => one === named) ?? stoppedAt(detail.row)
      const tabs = tabsOf(detail, stage)
      const tab = chosenTab(tabs, view)
      const showText = tab?.choice && (await this.text.read(id, tab.choice))
      if (turn !== this.#turn) return
      this.#show({ detail, stage, tabs, tab })
      showText?.()
    } catch (reason) {
      if (turn !== this.#turn) return
      this.shown = undefined
      this.fault = thrown(reason)
    } finally {
      clearTimeout(waited)
      if (turn === this.#turn) this.late = false
    }
  }

  /** reopen reads the text that is shown once more. */
  async reopen(): Promise<void> {
    const { shown } = this
    if (shown?.tab?.choice) await this.text.open(shown.detail.row.id, shown.tab.choice)
  }

  /** load reads the request that two are compared of, of which the one that is looked at comes second. */
  async load(id: string): Promise<void> {
    const turn = ++this.#turn
    const detail = await backend.Request(id).catch(() => undefined) // the comparison tells why there is none
    if (!detail || turn !== this.#turn) return
    const stage = stoppedAt(detail.row)
    this.#show({ detail, stage, tabs: [], tab: undefined })
  }

  /** leave lets go of what is not looked at any more. */
  leave(): void {
    this.#turn++
    this.late = false
    this.fault = undefined
    if (this.detail?.row.id !== this.id) this.shown = undefined
  }

  #show(shown: Shown): void {
    const { detail } = shown
    const same = this.detail === detail
    this.shown = shown
    this.fault = undefined
    if (same) return
    this.blamed = []
    if (detail.row.outcome === 'rejected') void this.#blame(detail.row.id)
  }

  /** That nothing is known of it is no reason to disturb. */
  async #blame(id: string): Promise<void> {
    const blamed = await backend.Blamed(id).catch(() => [])
    if (this.detail?.row.id === id) this.blamed = blamed
  }

  /** shared is what can be exported of the request. */
  shared(row: RequestRow): Shared {
    const postbacks = this.detail?.row.id === row.id ? this.detail.postbacks.length : undefined
    return { ids: [row.id], title: reference(row), states: row.stages, postbacks, noted: row.hasNote }
  }

  compare(): void {
    if (this.detail) address.go(['requests', this.detail.row.id, 'compare'])
  }

  /** timeline goes to the story of the order, on this request. */
  timeline(): void {
    if (this.detail) address.go(...storyOf(this.detail.row))
  }

  /** show goes to a stage of the request in the address; without one to where it stopped. */
  show(stage?: Stage): void {
    if (stage !== address.place.path[2])
      address.go(['requests', address.place.query.with || this.id, ...(stage ? [stage] : [])])
  }

  view(key: TabKey): void {
    address.amend({ view: key })
  }

  /** step goes to the next request of the list, on the stage where it stopped. */
  step(by: number): void {
    const id = neighbour(this.id, by)
    if (id) address.go(['requests', id])
  }

  canStep(by: number): boolean {
    return neighbour(this.id, by) !== undefined
  }

  back(): void {
    address.enter('requests', { id: this.id })
  }
}

export const inspector = new Inspector()
