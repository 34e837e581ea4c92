import { backend } from '../lib/backend'
import { now } from '../lib/clock'
import { edges } from '../lib/days'
import { thrown, type Fault } from '../lib/fault'
import { preferences } from '../lib/preferences.svelte'
import type { AttentionList, Overview as Told, OverviewQuery } from '../lib/types'
import { zoneName } from '../lib/zone'

const days = 30

// Time alone makes orders late. What needs somebody is first looked for when the start has settled.
export const again = 5 * 60_000
const settled = 10_000

/** Overview is what came and failed, and what needs somebody; the second takes longer and comes by itself. */
class Overview {
  told = $state.raw<Told>()
  attention = $state.raw<AttentionList>()
  fault = $state.raw<Fault>()
  #reading = false
  #again = false

  get query(): OverviewQuery {
    const zone = zoneName()
    return { edges: edges(now(), days), language: preferences.language, zone }
  }

  /** load asks anew; what is asked meanwhile is asked once after it. */
  async load(): Promise<void> {
    this.#again = this.#reading
    if (this.#reading) return
    this.#reading = true
    const { query } = this
    await Promise.all([
      this.#read(async () => (this.told = await backend.Overview(query))),
      this.#read(async () => (this.attention = await backend.Attention(query))),
    ])
    this.#reading = false
    if (this.#again) await this.load()
  }

  /** needing is how many things need somebody; 0 until that is known. */
  get needing(): number {
    return this.attention?.items.length ?? 0
  }

  /** watch looks by itself for what needs somebody, until the answer is called; while the screen is shown, that does. */
  watch(shown: () => boolean): () => void {
    const look = () => void (shown() || this.#read(async () => (this.attention = await backend.Attention(this.query))))
    const first = setTimeout(look, settled)
    const every = setInterval(look, again)
    return () => {
      clearTimeout(first)
      clearInterval(every)
    }
  }

  async #read(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask()
      this.fault = undefined
    } catch (reason) {
      this.fault = thrown(reason)
    }
  }
}

export const overview = new Overview()
