import { thrown, type Fault } from '../lib/fault'

const chunk = 400

/** What Go answers to a question for a part of a list. */
export interface Part<T> {
  total: number
  from: number
  rows: T[]
}

/** Pages holds the rows of a list that were looked at; the rest is fetched when it is needed. */
export class Pages<T> {
  rows = $state.raw<(T | undefined)[]>([])
  fault = $state.raw<Fault>()
  #asked: number[] = []
  #turn = 0
  #ask: ((from: number, count: number) => Promise<Part<T>>) | undefined

  /** open begins a list anew. The one before stays until its first rows are there. */
  async open(ask: (from: number, count: number) => Promise<Part<T>>): Promise<void> {
    this.#turn++
    this.#ask = ask
    this.#asked = []
    this.fault = undefined
    await this.#fetch(0)
  }

  /** need fetches what is missing between two rows. */
  need(from: number, to: number): void {
    for (let at = Math.floor(from / chunk) * chunk; at <= to && at < this.rows.length; at += chunk) void this.#fetch(at)
  }

  async #fetch(from: number): Promise<void> {
    const turn = this.#turn
    if (!this.#ask || this.#asked.includes(from)) return
    this.#asked.push(from)
    try {
      const part = await this.#ask(from, chunk)
      if (turn !== this.#turn) return
      const rows = from === 0 ? new Array<T | undefined>(part.total) : [...this.rows]
      part.rows.forEach((row, index) => (rows[part.from + index] = row))
      this.rows = rows
    } catch (reason) {
      if (turn !== this.#turn) return
      this.#asked = this.#asked.filter((one) => one !== from)
      this.fault = thrown(reason)
    }
  }
}
