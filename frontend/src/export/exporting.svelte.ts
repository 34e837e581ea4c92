import { backend } from '../lib/backend'
import { thrown } from '../lib/fault'
import { faultWords } from '../lib/fault-words'
import { fetchFile } from '../lib/files'
import { number } from '../lib/format'
import type { Shared } from '../lib/sharing.svelte'
import { zoneName } from '../lib/zone'
import {
  listFormats,
  maskedKinds,
  stages,
  type ExportChoice,
  type Exported,
  type ExportFormat,
  type ListFormat,
  type Scenario,
  type MaskedKind,
  type PreparedExport,
  type Stage,
} from '../lib/types'
import { m } from '../paraglide/messages'

const every = 300 // ms between two looks at how far an export is

/** has says that a stage can go into an export. */
export function has(what: Shared, stage: Stage): boolean {
  const state = what.states?.[stage]
  return state !== 'not_reached' && state !== 'not_captured'
}

/** found lists the kinds of values that masking met, with how many it met. */
export function found(prepared: PreparedExport | undefined): { kind: MaskedKind; count: number }[] {
  return maskedKinds
    .map((kind) => ({ kind, count: (prepared?.masked[kind] ?? 0) + (prepared?.kept[kind] ?? 0) }))
    .filter((one) => one.count > 0)
}

/** Exporting is what was chosen to share, and what came of it. */
export class Exporting {
  format = $state<ExportFormat | ListFormat>('zip')
  done = $state(0) // records of what is being made
  chosen = $state<Stage[]>([])
  postbacks = $state(true)
  notes = $state(false)
  verdict = $state<Scenario | ''>('')
  unmasked = $state(false)
  keep = $state<MaskedKind[]>([])
  prepared = $state<PreparedExport>()
  trouble = $state('')
  stopped = $state('') // says so, once the person has stopped it
  said = $state('')
  busy = $state(false)
  log = $state<Exported[]>([])
  private asked = 0

  /** listed says that rows go out, and no records. */
  get listed(): boolean {
    return listFormats.some((one) => one === this.format)
  }

  constructor(readonly what: Shared) {
    if (what.query) this.format = 'csv'
    this.chosen = stages.filter((stage) => has(what, stage))
    this.notes = what.noted ?? false
  }

  private choice(): ExportChoice {
    return {
      ids: this.what.ids,
      list: this.what.query?.list ?? '',
      requestFilter: this.what.query?.list === 'requests' ? this.what.query.filter : null,
      postbackFilter: this.what.query?.list === 'postbacks' ? this.what.query.filter : null,
      format: this.format,
      stages: [...this.chosen],
      postbacks: this.postbacks,
      notes: this.notes,
      verdicts: this.verdict ? [this.verdict] : [],
      keep: [...this.keep],
      unmasked: this.unmasked,
      zone: zoneName(),
    }
  }

  /** prepare makes what is chosen now; only the latest answer counts. */
  async prepare(): Promise<void> {
    const choice = this.choice()
    const mine = ++this.asked
    this.said = ''
    if (choice.stages.length === 0 && this.what.states && !choice.postbacks) {
      this.prepared = undefined
      this.trouble = m.export_nothing()
      return
    }
    this.busy = true
    this.done = 0
    this.stopped = ''
    const watch = setInterval(() => void this.watch(mine), every)
    try {
      const made = await backend.PrepareExport(choice)
      if (mine !== this.asked) return
      this.prepared = made
      this.trouble = ''
    } catch (reason) {
      if (mine !== this.asked) return
      const fault = thrown(reason)
      const words = faultWords(fault)
      this.prepared = undefined
      const said = [words.message, words.hint].filter(Boolean).join(' ')
      this.trouble = fault.code === 'cancelled' ? '' : said
      this.stopped = fault.code === 'cancelled' ? said : ''
    } finally {
      clearInterval(watch)
    }
    this.busy = false
  }

  /** watch asks how far it is. */
  private async watch(mine: number): Promise<void> {
    const done = await backend.ExportedSoFar().catch(() => this.done)
    if (mine === this.asked) this.done = done
  }

  /** stop gives up what is being made; what was chosen stays. */
  stop(): void {
    void backend.DiscardExport()
  }

  toggleKind(kind: MaskedKind): void {
    this.keep = this.keep.includes(kind) ? this.keep.filter((one) => one !== kind) : [...this.keep, kind]
  }

  toggleStage(stage: Stage): void {
    this.chosen = stages.filter((one) => (one === stage) !== this.chosen.includes(one))
  }

  private masked(): string {
    const total = Object.values(this.prepared?.masked ?? {}).reduce((sum, n) => sum + n, 0)
    return number(total)
  }

  /** hand does something with what was prepared, and says what came of it. */
  private async hand(act: (token: string) => Promise<string>): Promise<void> {
    if (!this.prepared) return
    this.busy = true
    try {
      this.said = await act(this.prepared.token)
      await this.loadLog()
    } catch (reason) {
      this.said = faultWords(thrown(reason)).message
    }
    this.busy = false
  }

  save(): Promise<void> {
    return this.hand(async (token) => {
      const made = await backend.SaveExport(token)
      if (made.download) fetchFile(made.download, made.name)
      return made.saved || made.download ? m.exported({ count: this.masked() }) : ''
    })
  }

  copy(): Promise<void> {
    return this.hand(async (token) => {
      const text = await backend.CopyExport(token)
      await navigator.clipboard.writeText(text)
      return m.export_copied({ count: this.masked() })
    })
  }

  async loadLog(): Promise<void> {
    try {
      this.log = await backend.Exports()
    } catch {
      this.log = [] // what can't be read is not shown; exporting goes on
    }
  }
}
