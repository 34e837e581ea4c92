import { backend } from './backend'
import { onBell } from './bells'
import { placeQuery } from './link'
import { address } from './place.svelte'
import type { View } from './types'

/** Views are the saved lists, as all screens offer them. */
class Views {
  all = $state.raw<View[]>([])

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
}

export const views = new Views()
