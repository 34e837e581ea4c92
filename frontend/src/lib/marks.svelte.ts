import { SvelteMap } from 'svelte/reactivity'

import { m } from '../paraglide/messages'
import { backend } from './backend'
import { onBell } from './bells'
import { thrown } from './fault'
import { faultWords } from './fault-words'
import type { Label, Mark, Marked } from './types'
import { undo } from './undo.svelte'

type Marking = Pick<Mark, 'bookmarked' | 'label' | 'note'>

/** Row is what a list shows of a record's mark. */
interface Row {
  id: string
  bookmarked: boolean
  hasNote: boolean
  label: Label
}

const blank: Mark = { bookmarked: false, label: '', note: '', changedAt: 0 }

/** Marks are the bookmarks, labels and notes of the agent. What is changed shows at once and can be undone. */
class Marks {
  /** known are the marks that were read or changed since the start; rows of lists know the rest. */
  known = new SvelteMap<string, Mark>()
  all = $state.raw<Marked[]>([])

  /** follow keeps the list of all marks as it is, until the answer is called. */
  follow(): () => void {
    void this.load()
    return onBell('marks', () => void this.load())
  }

  async load(): Promise<void> {
    this.all = await backend.Marked().catch(() => this.all)
    for (const id of this.known.keys()) {
      this.known.set(id, this.all.find((one) => one.id === id)?.mark ?? blank)
    }
  }

  of(row: Row): Row {
    const mark = this.known.get(row.id)
    return mark ? { id: row.id, bookmarked: mark.bookmarked, hasNote: mark.note !== '', label: mark.label } : row
  }

  /** read asks what is noted of a record. */
  async read(id: string): Promise<Mark> {
    const [mark = blank] = await this.#readAll([id])
    return mark
  }

  async toggle(ids: readonly string[]): Promise<void> {
    const before = await this.#readAll(ids)
    const on = before.some((mark) => !mark.bookmarked)
    await this.#change(
      ids,
      (mark) => ({ ...mark, bookmarked: on, label: on ? mark.label : '' }),
      on ? words.marked(ids.length) : words.unmarked(ids.length),
    )
  }

  async label(id: string, label: Label): Promise<void> {
    await this.#change([id], (mark) => ({ ...mark, label }), label ? m.labelled() : m.unlabelled())
  }

  async note(id: string, note: string): Promise<void> {
    if (note === (await this.read(id)).note) return
    await this.#change([id], (mark) => ({ ...mark, note }), note ? m.noted() : m.unnoted())
  }

  /** forget takes all of a record's mark away. */
  async forget(id: string): Promise<void> {
    await this.#change([id], () => ({ bookmarked: false, label: '', note: '' }), m.mark_forgotten())
  }

  async #change(ids: readonly string[], change: (mark: Mark) => Marking, text: string): Promise<void> {
    try {
      const held = await this.#readAll(ids)
      const before = await this.#set(
        ids,
        held.map((was) => ({ ...was, ...change(was) })),
      )
      undo.did(text, async () => void (await this.#set(ids, before)))
    } catch (reason) {
      await this.#readAll(ids)
      undo.say(faultWords(thrown(reason)).message)
    }
  }

  async #readAll(ids: readonly string[]): Promise<Mark[]> {
    const list = await backend.Marks(ids).catch(() => ids.map(() => blank))
    this.#know(ids, list)
    return list
  }

  /** set shows marks at once, notes them, and gives those that they replace. */
  async #set(ids: readonly string[], list: readonly Mark[]): Promise<Mark[]> {
    this.#know(ids, list)
    return backend.SetMarks(ids.map((id, i) => ({ id, mark: list[i] ?? blank })))
  }

  #know(ids: readonly string[], list: readonly Mark[]): void {
    for (const [i, id] of ids.entries()) this.known.set(id, list[i] ?? blank)
  }
}

const words = {
  marked: (n: number) => (n === 1 ? m.bookmarked_one() : m.bookmarked_many({ count: n })),
  unmarked: (n: number) => (n === 1 ? m.unbookmarked_one() : m.unbookmarked_many({ count: n })),
}

export const marks = new Marks()
