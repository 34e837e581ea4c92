import { dayStart } from './days'
import type { Span } from './span'
import type { DayCount, Millis } from './types'

export interface Bar {
  failed: number // per cent of the height; what failed at all is visible
  rest: number
}

/** barsOf scales the days to the largest, and names the worst: the day with the most failures, -1 for none. */
export function barsOf(days: readonly DayCount[]): { bars: Bar[]; most: number; worst: number } {
  const most = Math.max(1, ...days.map((day) => day.total))
  const height = (n: number) => (n === 0 ? 0 : Math.max(4, (n / most) * 96))
  const bars = days.map((day) => ({ failed: height(day.failed), rest: ((day.total - day.failed) / most) * 96 }))
  const peak = Math.max(0, ...days.map((day) => day.failed))
  const worst = peak === 0 ? -1 : days.findIndex((day) => day.failed === peak)
  return { bars, most, worst }
}

/** indexesOf is which of the days a span covers; a span that ends before them covers none. */
export function indexesOf(
  days: readonly DayCount[],
  span: { from: Millis; to: Millis } | undefined,
): { from: number; to: number } | undefined {
  const covered = days.flatMap((day, index) => (!span || (day.from >= span.from && day.from <= span.to) ? [index] : []))
  const [from] = covered
  const to = covered.at(-1)
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** daysAt is the span of the days at two indexes, in either order. */
export function daysAt(days: readonly DayCount[], a: number, b: number): Span | undefined {
  const from = days[Math.min(a, b)]
  const to = days[Math.max(a, b)]
  return from && to ? { from: dayStart(from.from), to: dayStart(to.from) } : undefined
}
