import { backend } from './backend'
import { thrown, type Fault } from './fault'
import type { TextLines } from './text-lines.svelte'
import type { TextMatches } from './types'

const key = 'ordertrail.filters'
const most = 20

/** remembered puts an expression first, once. */
export function remembered(history: readonly string[], expression: string): string[] {
  return [expression, ...history.filter((one) => one !== expression)].slice(0, most)
}

function stored(): string[] {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(held) ? held.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** TextFilter selects values by JSONPath or XPath, and goes to a path. */
export class TextFilter {
  expression = $state('')
  found = $state.raw<TextMatches>()
  fault = $state.raw<Fault>()
  history = $state.raw<string[]>(stored())
  #text: TextLines
  #turn = 0

  constructor(text: TextLines) {
    this.#text = text
  }

  async run(): Promise<void> {
    const turn = ++this.#turn
    this.fault = undefined
    const expression = this.expression.trim()
    if (expression === '') return this.clear()
    try {
      const found = await backend.TextFilter(this.#text.id, this.#text.query(0, 0), expression)
      if (turn !== this.#turn) return
      this.found = found
      this.#remember(expression)
    } catch (reason) {
      if (turn !== this.#turn) return
      this.found = undefined
      this.fault = thrown(reason)
    }
  }

  clear(): void {
    this.#turn++
    this.expression = ''
    this.found = undefined
    this.fault = undefined
  }

  #remember(expression: string): void {
    this.history = remembered(this.history, expression)
    try {
      localStorage.setItem(key, JSON.stringify(this.history))
    } catch {
      // A page without a store remembers only while it is open.
    }
  }
}
