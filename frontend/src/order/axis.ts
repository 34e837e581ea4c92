import { dayStart } from '../lib/days'
import type { Millis } from '../lib/types'

/** A stretch of the axis: time runs evenly from one end to the other. */
interface Part {
  from: Millis
  to: Millis
  left: number
  right: number
  folded: boolean // drawn shorter than it lasted
}

export interface Tick {
  at: Millis
  x: number
  day: boolean // a midnight
}

export interface Axis {
  parts: Part[]
  x: (at: Millis) => number
  ticks: Tick[]
}

const margin = 24 // px on both sides, for half a node
const apart = 72 // px between two labels of ticks
const end = 56 // px before the end, where "now" stands

/** layOut puts moments on an axis. A span much longer than all the others together is folded, so that they stay apart. */
export function layOut(moments: readonly Millis[], width: number): Axis {
  const points = [...new Set(moments)].sort((a, b) => a - b)
  const first = points[0] ?? 0
  if (points.length < 2) points.push(first + 3_600_000)
  const parts = partsOf(points, Math.max(0, width - 2 * margin))
  const x = (at: Millis) => place(parts, at)
  return { parts, x, ticks: ticksOf(parts, x) }
}

function partsOf(points: readonly Millis[], width: number): Part[] {
  const spans = points.slice(1).map((to, i) => to - (points[i] ?? to))
  const all = spans.reduce((sum, span) => sum + span, 0)
  // One span may take three fifths of the axis, and no more.
  const weights = spans.map((span) => (span === all ? span : Math.min(span, (all - span) * 1.5)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = margin
  return spans.map((span, i) => {
    const from = points[i] ?? 0
    const right = left + (width * (weights[i] ?? 0)) / total
    const part = { from, to: from + span, left, right, folded: (weights[i] ?? 0) < span }
    left = right
    return part
  })
}

function place(parts: readonly Part[], at: Millis): number {
  const part = parts.find((one) => at <= one.to) ?? parts.at(-1)
  if (!part) return margin
  const share = Math.min(1, Math.max(0, (at - part.from) / (part.to - part.from)))
  return part.left + share * (part.right - part.left)
}

const minute = 60_000
const hour = 60 * minute
const steps = [15 * minute, hour, 3 * hour, 6 * hour, 12 * hour]
const mostTicks = 400

/** ticksOf are round moments, no two closer than their labels are wide; days stand before hours. */
function ticksOf(parts: readonly Part[], x: (at: Millis) => number): Tick[] {
  const from = parts[0]?.from ?? 0
  const to = parts.at(-1)?.to ?? 0
  const days: Millis[] = []
  for (let day = dayStart(from); day <= to && days.length < mostTicks; day = dayStart(day, 1)) days.push(day)
  const ticks: Tick[] = []
  const add = (at: Millis, day: boolean) => {
    const here = Math.max(0, x(at))
    const room = (parts.at(-1)?.right ?? 0) - here > end && ticks.every((tick) => Math.abs(tick.x - here) >= apart)
    if (at <= to && room) ticks.push({ at, x: here, day })
  }
  for (const day of days) if (day >= from) add(day, true)
  if (ticks.every((tick) => tick.x >= apart)) ticks.push({ at: from, x: 0, day: true })
  const step = steps.find((one) => ((to - from) / one) * apart <= (parts.at(-1)?.right ?? 0))
  if (step && to - from < 3 * 24 * hour)
    for (let at = Math.ceil(from / step) * step; at <= to; at += step) add(at, false)
  return ticks.sort((a, b) => a.x - b.x)
}

/** Group is what lies so close together that it is drawn as one. */
export interface Group<T> {
  x: number
  members: T[]
}

/** grouped joins what is less than so many px apart. */
export function grouped<T>(list: readonly T[], x: (one: T) => number, least: number): Group<T>[] {
  const groups: Group<T>[] = []
  for (const one of [...list].sort((a, b) => x(a) - x(b))) {
    const last = groups.at(-1)
    if (last && x(one) - last.x < least) last.members.push(one)
    else groups.push({ x: x(one), members: [one] })
  }
  return groups
}

/** labelled says which of some places in a row have room for a label so wide. */
export function labelled(places: readonly number[], wide: number): boolean[] {
  let last = -Infinity
  return places.map((x) => {
    const room = x - last >= wide
    if (room) last = x
    return room
  })
}
