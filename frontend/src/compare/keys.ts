import { isTyping } from '../lib/keys'
import { compare } from './compare.svelte'

/** press does what a single key does while two stages are compared. */
export function press(event: KeyboardEvent): void {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const act = event.key === 'F7' ? () => void compare.step(event.shiftKey ? -1 : 1) : acts[event.key.toLowerCase()]
  if (!act) return
  event.preventDefault()
  act()
}

const acts: Partial<Record<string, () => void>> = {
  c: () => compare.leave(),
  l: () => compare.toggle(),
  o: () => compare.choose({ only: compare.only ? '' : '1' }),
  i: () => compare.choose({ view: compare.layout === 'inline' ? '' : 'inline' }),
  g: () => void compare.withLastGood(),
  j: () => compare.next(1),
  k: () => compare.next(-1),
  escape: () => (compare.pinned ? compare.unpin() : compare.leave()),
}
