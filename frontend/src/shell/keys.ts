import { address } from '../lib/place.svelte'
import { sync } from '../sync/sync.svelte'

export const searchId = 'search'

/** Section is a screen that the navigation leads to. */
export type Section = 'requests' | 'postbacks' | 'sync' | 'sources'

const views = ['requests', 'postbacks']

/** shortcut does what a key does on every screen. */
export function shortcut(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
  const act = acts(event.key.toLowerCase())
  if (!act) return
  event.preventDefault()
  act()
}

function acts(key: string): (() => void) | undefined {
  const view = views[Number(key) - 1]
  if (view) return () => address.enter(view)
  if (key === 'k') return () => document.getElementById(searchId)?.focus()
  // The web view's own reload would throw away where the person is.
  if (key === 'r') return () => void sync.start()
  return undefined
}
