import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { importFiles, takeFiles, upload } from '../lib/files'
import type {
  Authority,
  ImportedFile,
  KnownSource,
  List,
  MappedList,
  Mapping,
  PasteResult,
  Stage,
  StateFrom,
  StateSource,
} from '../lib/types'

const pause = 250 // ms after the last key before a mapping is tried
const every = 300 // ms between two looks at how far a removal is

/** A profile that is edited, and what it makes of the source where that was asked. */
interface Edited {
  name: string // of the source
  text: string
  problem?: Mapping['problem'] | undefined
  lists: MappedList[]
}

/** Intake is how records come in beside a sync: files, what is pasted, recordings through the assistant. */
class Intake {
  busy = $state(false)
  fault = $state.raw<Fault>()
  files = $state.raw<ImportedFile[]>([])
  sources = $state.raw<KnownSource[]>([])
  states = $state.raw<StateSource[]>([])
  profiles = $state.raw<string[]>([])
  authorities = $state.raw<Authority[]>([])
  editing = $state<Edited>()
  tested = $state.raw<{ name: string; lists: MappedList[] }>()
  removed = $state(0) // records of the source that is being removed
  mapping = $state.raw<Mapping>()
  pasted = $state.raw<PasteResult>()
  kept = $state.raw<PasteResult>()
  #late: ReturnType<typeof setTimeout> | undefined
  #asked = 0

  async load(): Promise<void> {
    await this.#go(async () => {
      this.sources = await backend.Sources()
      this.states = await backend.StateSources()
      this.profiles = await backend.Profiles()
      this.authorities = await backend.Authorities()
    })
  }

  async choose(): Promise<void> {
    await this.#import(importFiles)
  }

  /** take imports files that were dropped on a page in a browser. */
  async take(dropped: File[]): Promise<void> {
    await this.#import(() => takeFiles(dropped, upload))
  }

  /** dropped imports the files that Go was told of: dropped on the window, or opened with it. */
  async dropped(): Promise<void> {
    await this.#import(() => backend.Dropped())
  }

  async watchFolder(): Promise<void> {
    await this.#change(() => backend.WatchFolder())
  }

  /** keepState sets up where the state of an order is asked for; it says whether that went well. */
  async keepState(from: StateFrom, url: string, key: string): Promise<boolean> {
    const failed = await this.#go(async () => {
      await backend.KeepStateSource(from, { url, key })
      this.states = await backend.StateSources()
    })
    return failed === undefined
  }

  /** refresh reads the sources again behind what the person does. */
  async refresh(): Promise<void> {
    this.sources = await backend.Sources().catch(() => this.sources)
  }

  async #import(read: () => Promise<ImportedFile[]>): Promise<void> {
    this.mapping = undefined
    let came: ImportedFile[] = []
    const failed = await this.#go(async () => (this.files = [...(came = await read()), ...this.files]))
    if (failed?.code !== 'invalid' && !came.some((file) => file.failed)) return
    const proposed = await backend.Propose().catch(() => undefined) // only a recording that no profile knows has one
    if (!proposed) return
    this.fault = undefined
    this.mapping = proposed
  }

  /** edit tries a mapping while it is typed; only the answer to the last text counts. */
  edit(profile: string): void {
    if (this.mapping) this.mapping = { ...this.mapping, profile }
    clearTimeout(this.#late)
    this.#late = setTimeout(async () => {
      const asked = ++this.#asked
      const tried = await backend.TryMapping(profile).catch(() => undefined)
      if (tried && asked === this.#asked && this.mapping?.profile === profile) this.mapping = tried
    }, pause)
  }

  /** map writes into the profile where a field comes from; '' takes the field out. */
  async map(list: List, field: string, path: string): Promise<void> {
    const profile = this.mapping?.profile
    if (profile === undefined) return
    clearTimeout(this.#late)
    const asked = ++this.#asked
    await this.#go(async () => {
      const tried = await backend.MapField(profile, list, field, path)
      if (asked === this.#asked) this.mapping = tried
    })
  }

  async apply(): Promise<void> {
    const profile = this.mapping?.profile
    if (profile === undefined) return
    const failed = await this.#go(async () => (this.files = [await backend.ApplyMapping(profile), ...this.files]))
    if (!failed) this.mapping = undefined
  }

  leave(): void {
    this.mapping = undefined
  }

  async recognise(text: string): Promise<void> {
    this.kept = undefined
    this.pasted = undefined
    if (text.trim()) await this.#go(async () => (this.pasted = await backend.Recognise(text)))
  }

  async paste(text: string, stage: Stage, reference: string): Promise<void> {
    await this.#go(async () => (this.kept = await backend.Paste(text, stage, reference)))
  }

  async test(name: string): Promise<void> {
    this.tested = undefined
    await this.#go(async () => (this.tested = { name, lists: await backend.TestSource(name) }))
  }

  /** remove asks a source no more; what came from it stays, or goes too. */
  async remove(name: string, history: boolean): Promise<boolean> {
    const watch = setInterval(() => void this.#watchRemoval(), every)
    try {
      return await this.#change(() => backend.RemoveSource(name, history))
    } finally {
      clearInterval(watch)
      this.removed = 0
    }
  }

  async #watchRemoval(): Promise<void> {
    this.removed = await backend.RemovedSoFar().catch(() => this.removed)
  }

  async pause(name: string, paused: boolean): Promise<boolean> {
    return this.#change(() => backend.PauseSource(name, paused))
  }

  async add(name: string, profile: string, url: string, key: string): Promise<boolean> {
    return this.#change(() => backend.AddSource(name, profile, { url, key }))
  }

  /** change does something to the sources and reads them again; it says whether that went well. */
  async #change(act: () => Promise<unknown>): Promise<boolean> {
    const failed = await this.#go(async () => {
      await act()
      this.sources = await backend.Sources()
    })
    return failed === undefined
  }

  /** trust takes authorities in PEM beside the system's; '' none. */
  async trust(pem: string): Promise<void> {
    await this.#go(async () => (this.authorities = await backend.KeepAuthorities(pem)))
  }

  /** openProfile shows the profile that a source is read by, to be edited. */
  async openProfile(name: string): Promise<void> {
    this.tested = undefined
    await this.#go(async () => (this.editing = { name, text: await backend.SourceProfile(name), lists: [] }))
  }

  closeProfile(): void {
    this.editing = undefined
  }

  /** check reads a page of each list by the profile that is edited. */
  async check(): Promise<void> {
    const edited = this.editing
    if (!edited) return
    await this.#go(async () => {
      const { problem, lists } = await backend.TrySourceProfile(edited.name, edited.text)
      if (this.editing?.name === edited.name) this.editing = { ...this.editing, problem, lists }
    })
  }

  async keepProfile(): Promise<void> {
    const edited = this.editing
    if (edited && (await this.#change(() => backend.KeepSourceProfile(edited.name, edited.text)))) this.closeProfile()
  }

  async #go(act: () => Promise<unknown>): Promise<Fault | undefined> {
    this.busy = true
    this.fault = undefined
    try {
      await act()
    } catch (reason) {
      this.fault = thrown(reason)
    }
    this.busy = false
    return this.fault
  }
}

export const intake = new Intake()
