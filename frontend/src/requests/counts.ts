import type { DayCount, Window } from '../lib/types'

/** failedIn sums the failed requests of a window from whole days; -1 where the days do not reach it. */
export function failedIn(days: readonly DayCount[], window: Window): number {
  const first = days[0]
  if (!first || window.from < first.from) return -1
  const end = window.to || Infinity
  return days.filter((day) => day.from >= window.from && day.from < end).reduce((sum, day) => sum + day.failed, 0)
}
