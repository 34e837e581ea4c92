import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import type { MaskKind, MaskTrial } from '../lib/types'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'
import { beginning } from './beginning'

const pause = 250 // ms after the last key before rules are tried

/** Masking is the rules that are edited, and what they make of the text that was pasted. */
class Masking {
  names = $state.raw<string[]>([])
  name = $state('') // of the rules that are edited; '' of new ones
  rules = $state('')
  saved = $state('') // the rules as they are kept
  kind = $state<MaskKind>('any')
  text = $state('')
  trial = $state.raw<MaskTrial>()
  fault = $state.raw<Fault>()
  #late: ReturnType<typeof setTimeout> | undefined
  #asked = 0

  get changed(): boolean {
    return this.rules !== this.saved
  }

  async load(): Promise<void> {
    await this.#go(async () => (this.names = await backend.MaskingFiles()))
  }

  async show(name: string): Promise<void> {
    await this.#go(async () => {
      const text = name ? await backend.MaskingText(name) : ''
      this.name = name
      this.rules = this.saved = text
    })
    await this.try()
  }

  begin(): void {
    this.name = ''
    this.saved = ''
    this.edit(beginning())
  }

  edit(rules: string): void {
    this.rules = rules
    this.#soon()
  }

  paste(text: string): void {
    this.text = text
    this.#soon()
  }

  choose(kind: MaskKind): void {
    this.kind = kind
    this.#soon()
  }

  #soon(): void {
    clearTimeout(this.#late)
    this.#late = setTimeout(() => void this.try(), pause)
  }

  /** try shows what the rules make of the text; only the latest answer counts. */
  async try(): Promise<void> {
    clearTimeout(this.#late)
    const asked = ++this.#asked
    await this.#go(async () => {
      const trial = await backend.TryMasking(this.rules, this.kind, this.text)
      if (asked === this.#asked) this.trial = trial
    })
  }

  async save(): Promise<void> {
    await this.#go(async () => {
      const name = await backend.KeepMasking(this.rules)
      this.name = name.toLowerCase()
      this.saved = this.rules
      this.names = await backend.MaskingFiles()
      undo.say(m.masking_saved({ name }))
    })
  }

  async remove(): Promise<void> {
    const name = this.name
    await this.#go(async () => {
      const was = await backend.RemoveMasking(name)
      undo.did(m.masking_removed({ name }), async () => {
        await backend.KeepMasking(was)
        this.names = await backend.MaskingFiles()
      })
      this.names = await backend.MaskingFiles()
      await this.show('')
    })
  }

  async #go(act: () => Promise<unknown>): Promise<void> {
    this.fault = undefined
    try {
      await act()
    } catch (reason) {
      this.fault = thrown(reason)
    }
  }
}

export const masking = new Masking()
