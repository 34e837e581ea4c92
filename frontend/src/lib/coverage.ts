import { m } from '../paraglide/messages'
import { clock, clockShort, dayShort } from './format'
import { dayStart } from './days'
import type { Coverage, Gap, GapWhy, List, Millis, Window } from './types'

/** whyWords say why a gap is one. */
export const whyWords: Record<GapWhy, () => string> = {
  not_yet: m.gap_not_yet,
  forbidden: m.gap_forbidden,
  beyond_source: m.gap_beyond_source,
  cancelled: m.gap_cancelled,
  too_large: m.gap_too_large,
  error: m.gap_error,
  erased: m.gap_erased,
}

/** gapsIn are the gaps of a list that touch the window, the newest first. */
export function gapsIn(coverage: Coverage, list: List, window: Window): Gap[] {
  const end = window.to || Infinity
  return coverage.gaps
    .filter((gap) => gap.list === list && gap.from < end && (gap.to || Infinity) > window.from)
    .sort((a, b) => b.from - a.from)
}

/** capturedTo is up to when a list is held without a gap in the window, from every source; 0 where it is not. */
export function capturedTo(coverage: Coverage, list: List, window: Window): Millis {
  if (gapsIn(coverage, list, window).length > 0) return 0
  const ends = new Map<string, Millis>()
  for (const held of coverage.lists)
    if (held.list === list) ends.set(held.source, Math.max(held.to, ends.get(held.source) ?? 0))
  return ends.size > 0 ? Math.min(...ends.values()) : 0
}

const moment = (at: Millis) => `${dayShort(at)} ${clockShort(at)}`
const second = (at: Millis) => m.span_moment({ day: dayShort(at), time: clock(at) })

/** isMoment says that a window holds little more than one record. */
export const isMoment = ({ from, to }: Window): boolean => from > 0 && to > 0 && to - from <= 1000

/** spanWords say from when to when a window reaches; one of a record is a moment. */
export function spanWords(window: Window): string {
  const { from, to } = window
  if (isMoment(window)) return second(from)
  if (from === 0) return m.span_before({ to: moment(to) })
  if (to === 0) return m.span_after({ from: moment(from) })
  if (to - from < 60_000) return m.span_words({ from: second(from), to: clock(to) })
  const sameDay = dayStart(from) === dayStart(to)
  return m.span_words({ from: moment(from), to: sameDay ? clockShort(to) : moment(to) })
}

/** gapWords names a gap and why it is one; what is not held must never read as "there was nothing". */
export function gapWords(gap: Gap): string {
  const why = whyWords[gap.why]()
  if (isMoment(gap)) return m.gap_at({ at: second(gap.from), why })
  if (gap.from === 0) return m.gap_before({ to: moment(gap.to), why })
  if (gap.to === 0) return m.gap_after({ from: moment(gap.from), why })
  return m.gap_between({ from: moment(gap.from), to: moment(gap.to), why })
}
