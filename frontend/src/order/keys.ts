import { isTyping } from '../lib/keys'
import { order } from './order.svelte'

/** press does what a single key does on an order's page. */
export function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey) return held(event)
  if (isTyping(event.target) || event.altKey || event.defaultPrevented) return
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

/** held is what a key does together with Ctrl. */
function held(event: KeyboardEvent): void {
  if (event.altKey || event.defaultPrevented) return
  const key = event.key.toLowerCase()
  if (key === 'e' && !event.shiftKey) order.export()
  else if (key === 'c' && event.shiftKey) void order.copyReply()
  else return
  event.preventDefault()
}

const acts: Partial<Record<string, () => void>> = {
  j: () => order.step(1),
  k: () => order.step(-1),
  J: () => order.turn(1),
  K: () => order.turn(-1),
  b: () => order.bookmark(),
  Escape: () => order.back(),
}
