import { backend } from './backend'
import { thrown, type Fault } from './fault'
import type { AskedState, StateFrom, StateSource } from './types'

/** AskedStates asks Gelato for the state of one order. What it answers is kept here alone, never in the history. */
export class AskedStates {
  sources = $state.raw<StateSource[]>([])
  asked = $state.raw<AskedState[]>([])
  busy = $state<StateFrom>()
  fault = $state.raw<Fault>()
  #orderId = ''

  /** of turns to another order; what was said of the last one is gone. */
  async of(orderId: string): Promise<void> {
    if (orderId !== this.#orderId) this.asked = []
    this.#orderId = orderId
    this.fault = undefined
    const known = await backend.StateSources().catch(() => [])
    this.sources = known.filter((source) => source.url !== '')
  }

  async ask(from: StateFrom): Promise<void> {
    const orderId = this.#orderId
    this.busy = from
    this.fault = undefined
    try {
      const state = await backend.AskState(from, orderId)
      if (orderId === this.#orderId) this.asked = [state, ...this.asked.filter((other) => other.from !== from)]
    } catch (reason) {
      if (orderId === this.#orderId) this.fault = thrown(reason)
    }
    this.busy = undefined
  }
}
