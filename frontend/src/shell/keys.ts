import { isTyping } from '../lib/keys'
import { address } from '../lib/place.svelte'
import { palette } from '../search/palette.svelte'
import { sync } from '../sync/sync.svelte'

export const searchId = 'search'

/** Section is a screen that the navigation leads to. */
export type Section = 'requests' | 'postbacks' | 'search' | 'sync' | 'sources'

const views = ['requests', 'postbacks']

/** shortcut does what a key does on every screen. */
export function shortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const act = actOf(event)
  if (!act) return
  event.preventDefault()
  act()
}

function actOf(event: KeyboardEvent): (() => void) | undefined {
  const { key, altKey, shiftKey } = event
  const control = event.ctrlKey || event.metaKey
  if (altKey) return control || shiftKey ? undefined : steps[key]
  if (shiftKey) return undefined
  if (control) return acts(key.toLowerCase())
  return isTyping(event.target) ? undefined : single(key)
}

// A window has no buttons for these, and not every web view knows their keys.
const steps: Partial<Record<string, () => void>> = {
  ArrowLeft: () => history.back(),
  ArrowRight: () => history.forward(),
}

function acts(key: string): (() => void) | undefined {
  const view = views[Number(key) - 1]
  if (view) return () => address.enter(view)
  if (key === 'k') return () => palette.show()
  // The web view's own reload would throw away where the person is.
  if (key === 'r') return () => void sync.start()
  return undefined
}

/** single is what a key does alone, while nobody types. */
function single(key: string): (() => void) | undefined {
  const box = document.getElementById(searchId)
  return key.toLowerCase() === 'f' && box ? () => box.focus() : undefined
}
