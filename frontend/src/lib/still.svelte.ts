/**
 * Still shows lines as they were when a button was pressed on them, until it is let go: what comes in meanwhile does not
 * put another line under the pointer.
 */
export class Still<Lines> {
  #held = $state.raw<{ lines: Lines }>()
  #now: () => Lines

  constructor(now: () => Lines) {
    this.#now = now
  }

  get lines(): Lines {
    return this.#held ? this.#held.lines : this.#now()
  }

  hold = (): void => {
    this.#held = { lines: this.lines }
  }

  /** letGo shows them as they are, once the click that follows has been heard. */
  letGo = (): void => {
    if (this.#held) setTimeout(() => (this.#held = undefined))
  }
}
