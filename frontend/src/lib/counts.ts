import { m } from '../paraglide/messages'
import { number } from './format'
import type { DayCount, Window } from './types'

/** failedIn sums what failed in a window from whole days; -1 where the days do not reach it. */
export function failedIn(days: readonly DayCount[], window: Window): number {
  const first = days[0]
  if (!first || window.from < first.from) return -1
  const end = window.to || Infinity
  return days.filter((day) => day.from >= window.from && day.from < end).reduce((sum, day) => sum + day.failed, 0)
}

/** dayCounts says how many came on a day, and how many of them failed; nothing where that is not counted. */
export function dayCounts(days: readonly DayCount[], day: number): string {
  const found = days.find((one) => one.from === day)
  if (!found || found.total === 0) return ''
  return m.day_counts({ total: number(found.total), failed: number(found.failed) })
}
