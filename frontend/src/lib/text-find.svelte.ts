import { backend } from './backend'
import { thrown, type Fault } from './fault'
import { patternOf } from './text-pieces'
import type { TextChoice, TextLines } from './text-lines.svelte'
import type { Hit, Needle } from './types'

/** Target is a text to search in: one of the stages. show brings it on the screen. */
export interface Target {
  name: string
  choice: TextChoice
  show: () => void
}

const pause = 150 // ms after the last key
const block = 500

/** TextFind looks for a needle in a text and in those beside it. */
export class TextFind {
  needle = $state<Needle>({ text: '', regexp: false, exactly: false })
  /** at is the number of the present hit in the text that is shown, from 0; -1 before the first. */
  at = $state(-1)
  total = $state(0)
  /** elsewhere are the hits in the texts before and after the one shown. */
  elsewhere = $state.raw<{ target: Target; total: number }[]>([])
  fault = $state.raw<Fault>()
  #text: TextLines
  #hits: Record<number, Hit[]> = {} // by the number of their first
  #turn = 0
  #late: ReturnType<typeof setTimeout> | undefined
  #wanted: 'first' | 'last' | '' = ''

  constructor(text: TextLines) {
    this.#text = text
  }

  get pattern(): RegExp | undefined {
    return patternOf(this.needle)
  }

  get everywhere(): number {
    return this.elsewhere.reduce((sum, one) => sum + one.total, this.total)
  }

  /** look searches anew, soon; go hears the line of the first hit. */
  look(targets: readonly Target[], go: (hit: Hit) => void): void {
    clearTimeout(this.#late)
    this.#late = setTimeout(() => void this.#search(targets, go), pause)
  }

  async #search(targets: readonly Target[], go: (hit: Hit) => void): Promise<void> {
    const turn = ++this.#turn
    this.#hits = {}
    this.fault = undefined
    this.at = -1
    if (this.needle.text === '') {
      this.total = 0
      this.elsewhere = []
      return
    }
    try {
      const total = await this.#count()
      if (turn !== this.#turn) return
      this.total = total
      if (total > 0) await this.#go(this.#wanted === 'last' ? total - 1 : 0, go)
      this.#wanted = ''
      const others = await Promise.all(targets.map((target) => this.#countIn(target)))
      if (turn === this.#turn) this.elsewhere = others.filter((one) => !this.#isShown(one.target))
    } catch (reason) {
      if (turn !== this.#turn) return
      this.fault = thrown(reason)
      this.total = 0 // the hits of another needle are none of this one
      this.elsewhere = []
    }
  }

  #isShown(target: Target): boolean {
    return target.choice.part === this.#text.choice?.part && target.choice.attempt === this.#text.choice.attempt
  }

  async #count(): Promise<number> {
    const found = await backend.TextFind(this.#text.id, this.#text.query(0, block), this.needle)
    this.#hits[0] = found.hits
    return found.total
  }

  async #countIn(target: Target): Promise<{ target: Target; total: number }> {
    const query = { ...target.choice, inside: [], from: 0, count: 0, viewer: false, anyway: false }
    const found = await backend.TextFind(this.#text.id, query, this.needle).catch(() => ({ total: 0 }))
    return { target, total: found.total }
  }

  /** step goes to the next hit, or the one before; behind the last of this text it goes on in the next. */
  async step(by: 1 | -1, targets: readonly Target[], go: (hit: Hit) => void): Promise<void> {
    const next = this.at + by
    if (next >= 0 && next < this.total) return this.#go(next, go)
    const other = this.#beyond(by, targets)
    if (other) {
      this.#wanted = by > 0 ? 'first' : 'last'
      return other.show()
    }
    if (this.total > 0) await this.#go(by > 0 ? 0 : this.total - 1, go)
  }

  /** beyond is the next text with hits, around the end if need be. */
  #beyond(by: 1 | -1, targets: readonly Target[]): Target | undefined {
    const here = targets.findIndex((target) => this.#isShown(target))
    for (let i = 1; i < targets.length; i++) {
      const target = targets[(here + by * i + targets.length * 2) % targets.length]
      const found = this.elsewhere.find((one) => one.target.choice.part === target?.choice.part)
      if (target && found && found.total > 0) return target
    }
    return undefined
  }

  async #go(at: number, go: (hit: Hit) => void): Promise<void> {
    const from = Math.floor(at / block) * block
    if (!this.#hits[from]) {
      const found = await backend.TextFind(this.#text.id, this.#text.query(from, block), this.needle)
      this.#hits[from] = found.hits
    }
    const hit = this.#hits[from]?.[at - from]
    this.at = at
    if (hit) go(hit)
  }
}
