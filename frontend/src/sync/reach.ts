import { dayStart } from '../lib/days'
import { clockShort, dayShort } from '../lib/format'
import type { Coverage, Millis, Window } from '../lib/types'
import { civil, momentOf } from '../lib/zone'

const hour = 3_600_000
const day = 24 * hour

/** reachOf is the time that the bars show: from the oldest that is known to now. What a source keeps no longer is
 * only hinted at: it may be years. */
export function reachOf(coverage: Coverage, now: Millis): Window {
  const beyond = coverage.gaps.filter((gap) => gap.why === 'beyond_source')
  const known = [...coverage.lists, ...coverage.gaps.filter((gap) => gap.why !== 'beyond_source')]
  const starts = [...known.map((one) => one.from), ...beyond.map((one) => one.to)].filter((at) => at > 0)
  const to = Math.max(now, ...known.map((one) => one.to))
  const from = starts.length > 0 ? Math.min(...starts) : to - day
  const hint = beyond.length > 0 || known.some((one) => one.from === 0) ? (to - from) * 0.06 : 0
  return { from: Math.min(from - hint, to - hour), to }
}

/** A mark on the axis. */
export interface Tick {
  at: Millis
  left: number // px
  text: string
}

type Step = { text: (at: Millis) => string; ms: number; next: (at: Millis) => Millis }

const hours = (n: number): Step => ({
  ms: n * hour,
  text: clockShort,
  next: (at) => {
    const { year, month, day: date, hour: begun } = civil(at)
    return momentOf(year, month, date, begun + n)
  },
})
const days = (n: number): Step => ({ ms: n * day, text: dayShort, next: (at) => dayStart(at, n) })
const months = (n: number): Step => ({
  ms: n * 30 * day,
  text: dayShort,
  next: (at) => momentOf(civil(at).year, civil(at).month + n, 1),
})
const steps = [hours(1), hours(3), hours(6), hours(12), days(1), days(2), days(7), days(14), months(1), months(3)]
const room = 84 // px between two marks
const nowRoom = 48 // px that the word "now" needs

/** ticksOf are the marks of an axis so wide, on whole local hours, days or months, so far apart that their words
 * fit. */
export function ticksOf(reach: Window, width: number): Tick[] {
  const span = reach.to - reach.from
  const least = (span * room) / Math.max(width, room)
  const step = steps.find((one) => one.ms >= least) ?? months(Math.ceil(least / (30 * day * 12)) * 12)
  const ticks: Tick[] = []
  for (let at = startOf(reach.from, step); at < reach.to; at = step.next(at)) {
    const left = ((at - reach.from) / span) * width
    if (left >= 0 && left <= width - nowRoom) ticks.push({ at, left, text: step.text(at) })
  }
  return ticks
}

function startOf(at: Millis, step: Step): Millis {
  if (step.ms < 30 * day) return dayStart(at)
  return momentOf(civil(at).year, 0, 1)
}
