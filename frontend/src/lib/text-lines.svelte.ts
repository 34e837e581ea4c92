import { backend } from './backend'
import { thrown, type Fault } from './fault'
import type { TextPage, TextQuery } from './types'

export type TextChoice = Pick<TextQuery, 'part' | 'attempt' | 'view'>

const chunk = 500

/** TextLines holds the lines of one text that were looked at; a long body never crosses whole. */
export class TextLines {
  lines = $state.raw<(string | undefined)[]>([])
  about = $state.raw<TextPage>()
  fault = $state.raw<Fault>()
  #asked: number[] = []
  #turn = 0
  #id = ''
  #choice: TextChoice | undefined

  /** open shows the beginning of a text. The one before stays until it is there. */
  async open(id: string, choice: TextChoice): Promise<void> {
    this.#turn++
    this.#id = id
    this.#choice = choice
    this.#asked = []
    this.fault = undefined
    await this.#fetch(0)
  }

  /** need fetches what is missing around a line. */
  async need(line: number): Promise<void> {
    await this.#fetch(Math.floor(line / chunk) * chunk)
  }

  /** copy gives the whole text, fetched to its end. */
  async copy(): Promise<string> {
    for (let from = 0; from < this.lines.length; from += chunk) await this.#fetch(from)
    return this.lines.map((line) => line ?? '').join('\n')
  }

  async #fetch(from: number): Promise<void> {
    const turn = this.#turn
    if (!this.#choice || this.#asked.includes(from)) return
    this.#asked.push(from)
    try {
      const page = await backend.Text(this.#id, { ...this.#choice, from, count: chunk })
      if (turn !== this.#turn) return
      const lines = from === 0 ? new Array<string | undefined>(page.total) : [...this.lines]
      page.lines.forEach((line, index) => (lines[from + index] = line))
      this.lines = lines
      this.about = page
    } catch (reason) {
      if (turn !== this.#turn) return
      this.#asked = this.#asked.filter((one) => one !== from)
      this.fault = thrown(reason)
    }
  }
}
