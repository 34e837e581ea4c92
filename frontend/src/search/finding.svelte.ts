import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import type { Looking, LookHit, LookQuery } from '../lib/types'

const nothing: Looking = { hits: [], running: false, complete: true, full: false, down: 0, looked: 0 }

// Hits may come by the hundred: they are drawn no more often than this.
const pace = 60

/** Finding is a search that goes on behind the screens. A newer one ends it; what it found stays until the newer finds. */
export class Finding {
  state = $state.raw<Looking>(nothing)
  fault = $state.raw<Fault>()
  /** of is the text that the hits are of: those of the one before stay until the newer text finds. */
  of = $state('')
  #id = 0
  #turn = 0

  /** look begins anew; found are hits of before that stay, as when it goes on further back. */
  async look(query: LookQuery, found: readonly LookHit[] = []): Promise<void> {
    const turn = ++this.#turn
    this.stop()
    this.fault = undefined
    if (query.text.trim() === '') {
      this.state = nothing
      return
    }
    try {
      const id = await backend.Look(query)
      if (turn !== this.#turn) return void backend.StopLooking(id)
      this.#id = id
      await this.#follow(turn, id, found, query.text)
    } catch (reason) {
      if (turn !== this.#turn) return
      this.fault = thrown(reason)
      this.state = nothing
    }
  }

  async #follow(turn: number, id: number, found: readonly LookHit[], text: string): Promise<void> {
    let seen = 0
    for (;;) {
      const state = await backend.LookOn(id, seen)
      if (turn !== this.#turn) return
      seen = state.hits.length
      this.state = { ...state, hits: [...found, ...state.hits] }
      this.of = text
      if (!state.running) return
      await new Promise((wait) => setTimeout(wait, pace))
    }
  }

  /** stop ends the search; what it has found stays. */
  stop(): void {
    if (this.#id !== 0) backend.StopLooking(this.#id).catch(() => undefined) // one that is over can't be stopped
    this.#id = 0
  }

  /** forget ends the search and leaves nothing of it. */
  forget(): void {
    this.#turn++
    this.stop()
    this.state = nothing
    this.fault = undefined
  }
}
