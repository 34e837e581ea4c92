import { preferences } from '../lib/preferences.svelte'
import { nextSize } from '../lib/text-size.svelte'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'

/** percent is how large everything is shown. */
export const percent = (): number => preferences.values.textPercent || 100

/** resize shows everything larger or smaller by a step; 0 is back to the usual size. */
export function resize(by: 1 | -1 | 0): void {
  const to = by === 0 ? 100 : nextSize(percent(), by)
  void preferences.choose({ textPercent: to })
  undo.say(m.text_size({ percent: to }))
}
