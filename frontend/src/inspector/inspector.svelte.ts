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

class Inspector {
  detail = $state.raw<RequestDetail>()
  fault = $state.raw<Fault>()
  text = new TextLines()
  /** What the answer to the request complains of. */
  blamed = $state.raw<Blamed[]>([])

  get id(): string {
    return address.place.path[1] ?? ''
  }

  /** stage is the one in the address, or else the one it opens on. */
  get stage(): Stage {
    const named = stages.find((stage) => stage === address.place.path[2])
    return named ?? (this.detail ? stoppedAt(this.detail.row) : 'original')
  }

  get tabs(): Tab[] {
    return this.detail ? tabsOf(this.detail, this.stage) : []
  }

  get tab(): Tab | undefined {
    return chosenTab(this.tabs, address.place.query.view)
  }

  /** targets are the stages to search in: each by the text that shows it best. */
  get targets(): Target[] {
    const { detail } = this
    if (!detail) return []
    return stages.flatMap((stage) => {
      const held = detail.bodies.some((body) => body.part === stage)
      const choice: TextChoice = { part: stage, attempt: 0, view: 'pretty' }
      const show = () => address.go(['requests', this.id, stage], { view: 'pretty' })
      return held ? [{ name: stageWords[stage](), choice, show }] : []
    })
  }

  async load(id: string): Promise<void> {
    this.fault = undefined
    try {
      const detail = await backend.Request(id)
      if (!this.#looksAt(id)) return
      this.detail = detail
      this.blamed = []
      if (detail.row.outcome === 'rejected') void this.#blame(id)
    } catch (reason) {
      if (this.#looksAt(id)) this.fault = thrown(reason)
    }
  }

  /** That nothing is known of it is no reason to disturb. */
  async #blame(id: string): Promise<void> {
    const blamed = await backend.Blamed(id).catch(() => [])
    if (this.detail?.row.id === id) this.blamed = blamed
  }

  /** Of two requests that are compared, the one that is looked at comes second. */
  #looksAt(id: string): boolean {
    return id === this.id || id === address.place.query.with
  }

  /** shared is what can be exported of the request. */
  shared(row: RequestRow): Shared {
    const postbacks = this.detail?.row.id === row.id ? this.detail.postbacks.length : undefined
    return { ids: [row.id], title: reference(row), states: row.stages, postbacks, noted: row.hasNote }
  }

  compare(): void {
    address.go(['requests', this.id, 'compare'])
  }

  /** timeline goes to the story of the order, on this request. */
  timeline(): void {
    if (this.detail) address.go(...storyOf(this.detail.row))
  }

  show(stage: Stage): void {
    if (stage !== address.place.path[2]) address.go(['requests', address.place.query.with || this.id, stage])
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
