import { backend } from './backend'
import type { DayCount, List, Window } from './types'

/** How many parts the bar beside a list has. */
const parts = 240

/** Spread is how the records of a list lie in time: what the bar beside it stands for. */
export class Spread {
  parts = $state.raw<DayCount[]>([])
  #list: List
  #asked = 0

  constructor(list: List) {
    this.#list = list
  }

  /** load asks for a window; without an answer the bar stays as it was. */
  async load(window: Window): Promise<void> {
    const asked = ++this.#asked
    const found = await backend.Spread(this.#list, window, parts).catch(() => this.parts)
    if (asked === this.#asked) this.parts = found
  }
}
