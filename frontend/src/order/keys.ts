import { isTyping } from '../lib/keys'
import { order } from './order.svelte'

/** press does what a single key does on an order's page. */
export function press(event: KeyboardEvent): void {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

const acts: Partial<Record<string, () => void>> = {
  j: () => order.step(1),
  k: () => order.step(-1),
  Escape: () => order.back(),
}
