import { isTyping } from '../lib/keys'
import { sharing } from '../lib/sharing.svelte'
import { stages } from '../lib/types'
import { inspector } from './inspector.svelte'

/** press does what a single key does in the inspector. */
export function press(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'e') {
    event.preventDefault()
    if (inspector.detail) sharing.open(inspector.shared(inspector.detail.row))
    return
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const act = acts(event.key)
  if (!act) return
  event.preventDefault()
  act()
}

function acts(key: string): (() => void) | undefined {
  const stage = stages[Number(key) - 1]
  if (stage) return () => inspector.show(stage)
  const keys: Partial<Record<string, () => void>> = {
    '0': () => inspector.show(),
    p: () => inspector.view('pretty'),
    r: () => inspector.view('raw'),
    e: () => inspector.view('tree'),
    t: () => inspector.timeline(),
    h: () => inspector.view('headers'),
    c: () => inspector.compare(),
    j: () => inspector.step(1),
    k: () => inspector.step(-1),
    Escape: () => inspector.back(),
  }
  return keys[key]
}
