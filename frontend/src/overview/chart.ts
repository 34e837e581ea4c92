import { scaleBand, scaleLinear } from 'd3-scale'

import type { DayCount } from '../lib/types'

/** A day of a chart, in px: its bar from the bottom, and the failed part on top of it. */
export interface DayBar {
  x: number
  width: number
  top: number
  rest: number
  failed: number
}

const least = 2 // px of what failed at all

/** chartOf lays days out in a space, with round numbers beside it. */
export function chartOf(days: readonly DayCount[], width: number, height: number): { bars: DayBar[]; ticks: Tick[] } {
  const most = Math.max(1, ...days.map((day) => day.total))
  const y = scaleLinear().domain([0, most]).nice(3).range([0, height])
  const x = scaleBand<number>()
    .domain(days.map((day) => day.from))
    .range([0, width])
    .paddingInner(0.28)
  const bars = days.map((day) => {
    const failed = day.failed === 0 ? 0 : Math.max(least, y(day.failed))
    const rest = Math.max(0, Math.min(y(day.total - day.failed), height - failed))
    return { x: x(day.from) ?? 0, width: x.bandwidth(), top: height - rest - failed, rest, failed }
  })
  const ticks = y
    .ticks(3)
    .filter((n) => n > 0 && Number.isInteger(n))
    .map((n) => ({ n, top: height - y(n) }))
  return { bars, ticks }
}

export interface Tick {
  n: number
  top: number
}

/** lineOf is a row of numbers as the points of a line; all alike lie at the bottom. */
export function lineOf(values: readonly number[], width: number, height: number): { x: number; y: number }[] {
  const low = Math.min(...values)
  const x = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([2, width - 3])
  const y = scaleLinear()
    .domain([low, Math.max(low + 1, ...values)])
    .range([height - 3, 3])
  return values.map((value, at) => ({ x: x(at), y: y(value) }))
}
