import { backend } from '../lib/backend'
import { onBell } from '../lib/bells'
import { setNow } from '../lib/clock'
import { Fault, thrown } from '../lib/fault'
import { preferences } from '../lib/preferences.svelte'
import type { Coverage, SyncState } from '../lib/types'
import { completeSince, sentenceOf } from './complete'
import { failing, stillHidden, troubleOf } from './mood'

class Sync {
  state = $state.raw<SyncState>()
  /** lost is why the program behind the page does not answer. */
  lost = $state.raw<Fault>()
  coverage = $state.raw<Coverage>()
  /** unread is why the coverage could not be read. */
  unread = $state.raw<Fault>()
  /** hidden is the trouble that a person has taken note of. */
  hidden = $state('')

  /** since is when the history was last known to be complete; 0: never. */
  get since(): number {
    return this.state?.lastAt || completeSince(this.coverage)
  }

  /** whole says that no gap is known. */
  get whole(): boolean {
    return this.coverage !== undefined && sentenceOf(this.coverage).whole
  }

  async load(): Promise<void> {
    try {
      this.state = await backend.SyncState()
      setNow(this.state.now)
      this.lost = undefined
      this.hidden = stillHidden(this.hidden, this.state)
    } catch (reason) {
      this.lost = thrown(reason)
    }
  }

  async readCoverage(): Promise<void> {
    try {
      this.coverage = await backend.Coverage()
      this.unread = undefined
    } catch (reason) {
      this.unread = thrown(reason)
    }
  }

  /** start begins a sync; why it could not begin is shown like any other end of one. */
  async start(): Promise<void> {
    await this.#try(() => backend.Sync())
  }

  async cancel(): Promise<void> {
    await this.#try(() => backend.CancelSync())
  }

  /** pause stops what runs, and syncs only when asked from now on. */
  async pause(): Promise<void> {
    await preferences.choose({ syncPaused: true })
    await this.cancel()
  }

  async resume(): Promise<void> {
    await preferences.choose({ syncPaused: false })
    await this.start()
  }

  /** hide puts the notice away until there is another one. */
  hide(): void {
    if (this.state) this.hidden = troubleOf(this.state)
  }

  /** follow keeps the state up to date until the answer is called. */
  follow(): () => void {
    void this.load()
    void this.readCoverage()
    const stops = [onBell('sync', () => void this.load()), onBell('records', () => void this.readCoverage())]
    return () => stops.forEach((stop) => stop())
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (reason) {
      const { code, message, hint } = thrown(reason)
      if (this.state) this.state = { ...this.state, failure: { code, message, hint } }
      if (failing(code)) this.hidden = ''
    }
    await this.load()
  }
}

export const sync = new Sync()
