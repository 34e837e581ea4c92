import { m } from '../paraglide/messages'
import { backend } from './backend'
import { onBell } from './bells'
import { thrown } from './fault'
import { faultWords } from './fault-words'
import { chooseText, fetchFile } from './files'
import { placeQuery } from './link'
import { address } from './place.svelte'
import type { View } from './types'
import { undo } from './undo.svelte'

/** Views are the saved lists, as all screens offer them. */
class Views {
  all = $state.raw<View[]>([])
  /** saving says that the list that is shown is about to be given a name. */
  saving = $state(false)

  async load(): Promise<void> {
    this.all = await backend.Views().catch(() => this.all)
  }

  /** follow keeps the list as it is, until the answer is called. */
  follow(): () => void {
    void this.load()
    return onBell('marks', () => void this.load())
  }

  /** show goes to a view's list. */
  show(view: View): void {
    address.go([view.list], { ...placeQuery(view.list, view.query), view: view.name })
  }

  named(name: string): View | undefined {
    const wanted = name.trim().toLowerCase()
    return this.all.find((view) => view.name.toLowerCase() === wanted)
  }

  /** save keeps a view and says whether it could be. */
  async save(view: View): Promise<boolean> {
    const before = this.named(view.name)
    return this.#try(async () => {
      const saved = await backend.SaveView(view)
      this.saving = false
      address.amend({ view: saved.name })
      undo.did(m.view_saved({ name: saved.name }), () =>
        before ? backend.SaveView(before) : backend.RemoveView(saved.name),
      )
    })
  }

  async remove(name: string): Promise<void> {
    await this.#try(async () => {
      const was = await backend.RemoveView(name)
      undo.did(m.view_removed({ name: was.name }), () => backend.SaveView(was))
    })
  }

  async exportAll(): Promise<void> {
    await this.#try(async () => {
      const made = await backend.ExportViews()
      if (made.download) fetchFile(made.download, made.name)
      if (made.saved || made.download) undo.say(m.views_exported({ count: this.all.length }))
    })
  }

  /** importFile keeps the views of a file; what it replaced comes back by undo. */
  async importFile(): Promise<void> {
    const text = await chooseText()
    if (text === undefined) return
    await this.#try(async () => {
      const before = this.all
      const came = await backend.ImportViews(text)
      undo.did(m.views_imported({ count: came.length }), async () => {
        for (const view of came) {
          const was = before.find((one) => one.name.toLowerCase() === view.name.toLowerCase())
          await (was ? backend.SaveView(was) : backend.RemoveView(view.name))
        }
      })
    })
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act()
      await this.load()
      return true
    } catch (reason) {
      const fault = faultWords(thrown(reason))
      undo.say([fault.message, fault.hint].filter(Boolean).join(' '))
      return false
    }
  }
}

export const views = new Views()
