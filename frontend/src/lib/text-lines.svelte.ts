import { untrack } from 'svelte'

import { backend } from './backend'
import { Fault, thrown } from './fault'
import { TextFilter } from './text-filter.svelte'
import { TextFind } from './text-find.svelte'
import { folded, hidden, hiding, lineOfRow, rowOfLine, type Fold } from './text-folds'
import type { TextLine, TextPage, TextPlace, TextQuery, TextView } from './types'

export type TextChoice = Pick<TextQuery, 'part' | 'attempt' | 'view'>

const chunk = 200
const mostChunks = 30
/** As many rows as an engine can scroll through; longer texts are shown piece by piece. */
export const mostRows = 100_000
const again = 120 // ms until the counting of a long text goes on

/** TextLines holds the lines of one text that are looked at; a long body never crosses whole. */
export class TextLines {
  about = $state.raw<TextPage>()
  fault = $state.raw<Fault>()
  folds = $state.raw<Fold[]>([])
  /** inside leads into what is wrapped in a value, such as JSON in base64. */
  inside = $state.raw<number[]>([])
  id = $state('')
  choice = $state.raw<TextChoice>()
  /** cursor is the line that keys and copying are about. */
  cursor = $state(0)
  readonly find = new TextFind(this)
  readonly filter = new TextFilter(this)
  #version = $state(0)
  #lines: Record<number, TextLine[]> = {} // by chunk
  #asked: number[] = []
  #turn = 0 // of the text that is shown
  #opening = 0
  #anyway = false
  #late: ReturnType<typeof setTimeout> | undefined

  /** count is how many lines are known. */
  get count(): number {
    return this.about?.total ?? 0
  }

  get rows(): number {
    return this.count - hidden(this.folds)
  }

  get view(): TextView {
    return this.about?.view ?? this.choice?.view ?? 'pretty'
  }

  get place(): TextPlace {
    return { part: this.choice?.part ?? 'original', attempt: this.choice?.attempt ?? 0, inside: this.inside }
  }

  query(from: number, count: number): TextQuery {
    return { ...this.place, view: this.choice?.view ?? 'pretty', from, count, viewer: false, anyway: this.#anyway }
  }

  /** open shows the beginning of a text. The one before stays until it is there. */
  async open(id: string, choice: TextChoice, inside: number[] = []): Promise<void> {
    const opening = ++this.#opening
    const show = await this.read(id, choice, inside)
    if (opening === this.#opening) show()
  }

  /** read fetches the beginning of a text, and gives what puts it in the place of the one before. */
  async read(id: string, choice: TextChoice, inside: number[] = []): Promise<() => void> {
    // Who opens a text in an effect is not to open it again because it was opened.
    const anyway = untrack(() => this.#anyway && this.#isOf(id, choice))
    const query = { ...choice, inside, from: 0, count: chunk, viewer: true, anyway }
    const page = await backend.Text(id, query).catch(thrown)
    return () => {
      this.#opening++ // what is still read for the text before is not to come in its place
      this.#anyway = anyway
      this.#begin(id, choice, inside)
      if (page instanceof Fault) this.fault = page
      else this.#take(page)
    }
  }

  #isOf(id: string, choice: TextChoice): boolean {
    return this.id === id && this.choice?.part === choice.part && this.choice.attempt === choice.attempt
  }

  /** openAnyway shows a text that could not be drawn the last time. */
  async openAnyway(): Promise<void> {
    this.#anyway = true
    if (this.choice) await this.open(this.id, this.choice, this.inside)
  }

  /** enter opens what is wrapped in the value at an offset; leave goes back out. */
  async enter(at: number): Promise<void> {
    if (this.choice) await this.open(this.id, { ...this.choice, view: 'pretty' }, [...this.inside, at])
  }

  async leave(): Promise<void> {
    if (this.choice) await this.open(this.id, this.choice, this.inside.slice(0, -1))
  }

  /** at is a line as far as it was fetched. */
  at(line: number): TextLine | undefined {
    void this.#version
    return this.#lines[Math.floor(line / chunk)]?.[line % chunk]
  }

  lineOf(row: number): number {
    return lineOfRow(this.folds, row)
  }

  rowOf(line: number): number {
    return rowOfLine(this.folds, line)
  }

  /** need fetches what is missing of rows. */
  async need(from: number, to: number): Promise<void> {
    const chunks: number[] = []
    for (let row = Math.max(0, from); row <= Math.min(to, this.rows - 1); row++) {
      const one = Math.floor(this.lineOf(row) / chunk)
      if (!chunks.includes(one)) chunks.push(one)
    }
    await Promise.all(chunks.map((one) => this.#fetch(one * chunk)))
  }

  async fold(line: number): Promise<void> {
    if (!this.at(line)?.opens) return
    const turn = this.#turn
    const end = await backend.TextFold(this.id, this.query(line, 0))
    if (turn === this.#turn) this.folds = folded(this.folds, { line, end })
  }

  unfold(line: number): void {
    this.folds = this.folds.filter((fold) => fold.line !== line)
  }

  /** reveal unfolds whatever hides a line. */
  reveal(line: number): void {
    const fold = hiding(this.folds, line)
    if (fold) this.unfold(fold.line)
  }

  /** copy gives the whole text as it is laid out. */
  async copy(): Promise<string> {
    return backend.TextWhole(this.id, this.query(0, 0))
  }

  async #fetch(from: number): Promise<void> {
    const turn = this.#turn
    if (!this.choice || this.#asked.includes(from)) return
    this.#asked.push(from)
    try {
      const page = await backend.Text(this.id, this.query(from, chunk))
      if (turn === this.#turn) this.#take(page)
    } catch (reason) {
      if (turn !== this.#turn) return
      this.#drop(from)
      this.fault = thrown(reason)
    }
  }

  #begin(id: string, choice: TextChoice, inside: number[]): void {
    this.#turn++
    clearTimeout(this.#late)
    this.id = id
    this.choice = choice
    this.inside = inside
    this.fault = undefined
    this.about = undefined
    this.folds = []
    this.cursor = 0
    this.filter.found = undefined
    this.#lines = {}
    this.#asked = [0]
  }

  #take(page: TextPage): void {
    this.#lines[Math.floor(page.from / chunk)] = page.lines
    this.#forget(Math.floor(page.from / chunk))
    this.about = page
    this.#version++
    this.#countOn(page)
  }

  /** forget lets go of lines far from those that are looked at. */
  #forget(near: number): void {
    const held = Object.keys(this.#lines).map(Number)
    if (held.length <= mostChunks) return
    const far = held.reduce((a, b) => (Math.abs(a - near) >= Math.abs(b - near) ? a : b))
    this.#lines = Object.fromEntries(held.filter((one) => one !== far).map((one) => [one, this.#lines[one] ?? []]))
    this.#drop(far * chunk)
  }

  #drop(from: number): void {
    this.#asked = this.#asked.filter((one) => one !== from)
  }

  /** countOn has a long text counted and read further, until its end is known. */
  #countOn({ whole, view }: TextPage): void {
    clearTimeout(this.#late)
    if (whole) return
    const turn = this.#turn
    this.#late = setTimeout(() => {
      const still = (page: TextPage) => {
        if (turn !== this.#turn || !this.choice) return
        if (page.view !== view) return void this.open(this.id, this.choice, this.inside)
        this.about = page
        this.#countOn(page)
      }
      // A count that fails leaves what is there; the next look at a line tells why.
      backend.Text(this.id, this.query(0, 0)).then(still, () => undefined)
    }, again)
  }
}
