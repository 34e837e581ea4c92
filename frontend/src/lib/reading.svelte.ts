import { backend } from './backend'
import type { Understood } from './types'

const nothing: Understood = { parts: [], problems: [], list: '' }

/** Reading is what Go understands of a text in the search box; an answer to an older text is dropped. */
export class Reading {
  understood = $state.raw<Understood>(nothing)
  /** text is what was understood: places belong to it, not to what was typed since. */
  text = $state('')
  #asked = 0

  async read(text: string): Promise<void> {
    const asked = ++this.#asked
    const understood = text.trim() === '' ? nothing : await backend.Understand(text).catch(() => nothing)
    if (asked !== this.#asked) return
    this.understood = understood
    this.text = text
  }
}
