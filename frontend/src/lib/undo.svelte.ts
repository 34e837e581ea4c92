import { thrown } from './fault'
import { faultWords } from './fault-words'

interface Done {
  text: string
  undo: () => Promise<unknown>
}

/** How long a change offers to be taken back where it was told; Ctrl+Z does it later too. */
export const offer = 5000

const most = 30

/** Undo remembers what was done, so that it can be taken back, the latest first. */
class Undo {
  /** told is what stands on the screen. */
  told = $state.raw<{ text: string; canUndo: boolean }>()
  #done: Done[] = []
  #late: ReturnType<typeof setTimeout> | undefined

  /** did tells what was done, and how it is undone. */
  did(text: string, undo: () => Promise<unknown>): void {
    this.#done = [...this.#done, { text, undo }].slice(-most)
    this.#tell(text, true)
  }

  /** say tells something that can't be undone, such as what was copied. */
  say(text: string): void {
    this.#tell(text, false)
  }

  get any(): boolean {
    return this.#done.length > 0
  }

  /** back takes back what was done last. */
  async back(words: (text: string) => string): Promise<void> {
    const last = this.#done.pop()
    if (!last) return
    try {
      await last.undo()
      this.#tell(words(last.text), false)
    } catch (reason) {
      this.#tell(faultWords(thrown(reason)).message, false)
    }
  }

  hide(): void {
    clearTimeout(this.#late)
    this.told = undefined
  }

  #tell(text: string, canUndo: boolean): void {
    clearTimeout(this.#late)
    this.told = { text, canUndo }
    this.#late = setTimeout(() => (this.told = undefined), offer)
  }
}

export const undo = new Undo()
