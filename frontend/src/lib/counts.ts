import { m } from '../paraglide/messages'
import { number } from './format'
import type { DayCount, Window } from './types'

/** failedIn sums what failed in a window from whole days; -1 where the window does not begin and end with days that are counted. */
export function failedIn(days: readonly DayCount[], { from, to }: Window): number {
  const inside = days.filter((day) => day.from >= from && day.from < (to || Infinity))
  if (inside[0]?.from !== from || (to !== 0 && inside.at(-1)?.to !== to)) return -1
  return inside.reduce((sum, day) => sum + day.failed, 0)
}

/** wholeIn are the days that lie in a window from midnight to midnight. */
export function wholeIn(days: readonly DayCount[], { from, to }: Window): DayCount[] {
  return days.filter((day) => day.from >= from && (to === 0 || day.to <= to))
}

/** dayCounts says how many came on a day, and how many of them failed; nothing where that is not counted. */
export function dayCounts(days: readonly DayCount[], day: number): string {
  const found = days.find((one) => one.from === day)
  if (!found || found.total === 0) return ''
  return m.day_counts({ total: number(found.total), failed: number(found.failed) })
}
