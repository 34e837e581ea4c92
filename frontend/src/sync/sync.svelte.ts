import { backend } from '../lib/backend'
import { onBell } from '../lib/bells'
import { setNow } from '../lib/clock'
import { Fault, thrown } from '../lib/fault'
import type { SyncState } from '../lib/types'

class Sync {
  state = $state.raw<SyncState>()
  /** lost is why the program behind the page does not answer. */
  lost = $state.raw<Fault>()

  async load(): Promise<void> {
    try {
      this.state = await backend.SyncState()
      setNow(this.state.now)
      this.lost = undefined
    } catch (reason) {
      this.lost = thrown(reason)
    }
  }

  /** start begins a sync; why it could not begin is shown like any other end of one. */
  async start(): Promise<void> {
    await this.#try(() => backend.Sync())
  }

  async cancel(): Promise<void> {
    await this.#try(() => backend.CancelSync())
  }

  /** follow keeps the state up to date until the answer is called. */
  follow(): () => void {
    void this.load()
    return onBell('sync', () => void this.load())
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (reason) {
      const { code, message, hint } = thrown(reason)
      if (this.state) this.state = { ...this.state, failure: { code, message, hint } }
    }
    await this.load()
  }
}

export const sync = new Sync()
