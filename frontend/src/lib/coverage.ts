import { m } from '../paraglide/messages'
import { clockShort, dayShort } from './format'
import type { Coverage, Gap, GapWhy, List, Window } from './types'

const whys: Record<GapWhy, () => string> = {
  not_yet: m.gap_not_yet,
  forbidden: m.gap_forbidden,
  beyond_source: m.gap_beyond_source,
  cancelled: m.gap_cancelled,
  too_large: m.gap_too_large,
  error: m.gap_error,
}

/** gapsIn are the gaps of a list that touch the window, the newest first. */
export function gapsIn(coverage: Coverage, list: List, window: Window): Gap[] {
  const end = window.to || Infinity
  return coverage.gaps
    .filter((gap) => gap.list === list && gap.from < end && (gap.to || Infinity) > window.from)
    .sort((a, b) => b.from - a.from)
}

const moment = (at: number) => `${dayShort(at)} ${clockShort(at)}`

/** gapWords names a gap and why it is one; what is not held must never read as "there was nothing". */
export function gapWords(gap: Gap): string {
  const why = whys[gap.why]()
  if (gap.from === 0) return m.gap_before({ to: moment(gap.to), why })
  if (gap.to === 0) return m.gap_after({ from: moment(gap.from), why })
  return m.gap_between({ from: moment(gap.from), to: moment(gap.to), why })
}
