import { m } from '../paraglide/messages'
import { backend } from './backend'
import { chosenIn, withScope } from './query-text'
import { Reading } from './reading.svelte'
import type { Facets, FacetValue } from './types'
import { undo } from './undo.svelte'

interface Of {
  /** text is the query of the list as it is now; write replaces it, also when another screen is shown meanwhile. */
  text(): string
  write(text: string): void
  count(thorough: boolean): Promise<Facets>
}

/** Narrowing is a list's query as its chips see it: what is chosen, and how many records each value would leave. */
export class Narrowing {
  facets = $state.raw<Facets>()
  /** counting says that there may be more of each value than is told. */
  counting = $state(false)
  #reading = new Reading()
  #turn = 0
  #asked = 0
  #last = Promise.resolve()
  #of: Of

  constructor(of: Of) {
    this.#of = of
  }

  /** read follows the text. */
  async read(text: string): Promise<void> {
    await this.#reading.read(text)
  }

  chosen(key: string): string[] {
    return chosenIn(this.#reading.understood.parts, key)
  }

  valuesOf(key: string): FacetValue[] {
    return this.facets?.facets.find((facet) => facet.key === key)?.values ?? []
  }

  /** toggle takes a value in, or leaves it out; several follow one another. */
  toggle(key: string, value: string): Promise<void> {
    return this.#change(key, (chosen) =>
      chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
    )
  }

  choose(key: string, values: readonly string[]): Promise<void> {
    return this.#change(key, () => values)
  }

  /** rewrite replaces the text; what is left out can be had back. */
  rewrite(text: string, without: string): void {
    const before = this.#of.text()
    if (before === text) return
    this.#of.write(text)
    if (without) undo.did(m.filter_left_out({ part: without }), async () => this.#of.write(before))
  }

  /** count asks how many each value would leave, and goes on while it takes long and more is found. */
  async count(): Promise<void> {
    const asked = ++this.#asked
    let before = -1
    for (let thorough = false; ; thorough = true) {
      const facets = await this.#of.count(thorough).catch(() => undefined)
      if (asked !== this.#asked) return
      this.facets = facets
      this.counting = facets !== undefined && !facets.complete
      if (!facets || facets.complete || facets.total === before) return
      if (thorough) before = facets.total
    }
  }

  #change(key: string, change: (chosen: string[]) => readonly string[]): Promise<void> {
    this.#last = this.#last.then(async () => {
      const turn = ++this.#turn
      const text = this.#of.text()
      const { parts } = await backend.Understand(text).catch(() => ({ parts: [] }))
      if (turn !== this.#turn || text !== this.#of.text()) return
      const was = chosenIn(parts, key)
      const values = change(was)
      const left = was.filter((value) => !values.includes(value))
      this.rewrite(withScope(text, parts, key, values), left.length > 0 ? `${key}:${left.join(',')}` : '')
      await this.read(this.#of.text())
    })
    return this.#last
  }
}
