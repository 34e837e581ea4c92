import type { Millis, Window } from './types'
import { civil, momentOf } from './zone'

export const presets = ['today', 'yesterday', '7d', '30d', 'week', 'all'] as const
export type Preset = (typeof presets)[number]

/** dayStart is midnight in the zone, days later or earlier; days of 23 or 25 hours are right. */
export function dayStart(at: Millis, days = 0): Millis {
  const { year, month, day } = civil(at)
  return momentOf(year, month, day + days)
}

/** sameTime is the same time of day, days later or earlier. */
export function sameTime(at: Millis, days: number): Millis {
  const { year, month, day, hour, minute, second } = civil(at)
  return momentOf(year, month, day + days, hour, minute, second)
}

/** weekStart is the midnight that the week of a moment begins with, a Monday's. */
export function weekStart(at: Millis): Millis {
  const { year, month, day } = civil(at)
  const weekday = new Date(Date.UTC(year, month, day)).getUTCDay()
  return momentOf(year, month, day - ((weekday + 6) % 7))
}

/** windowOf is the span of local days that a preset names; to 0 has no end. */
export function windowOf(preset: Preset, now: Millis): Window {
  const spans: Record<Preset, Window> = {
    today: { from: dayStart(now), to: 0 },
    yesterday: { from: dayStart(now, -1), to: dayStart(now) },
    '7d': { from: dayStart(now, -6), to: 0 },
    '30d': { from: dayStart(now, -29), to: 0 },
    week: { from: weekStart(now), to: 0 },
    all: { from: 0, to: 0 },
  }
  return spans[preset]
}

/** edges are the midnights around the last days, oldest first, the end of today last. */
export function edges(now: Millis, days: number): Millis[] {
  return Array.from({ length: days + 1 }, (_, i) => dayStart(now, i - days + 1))
}

const two = (n: number) => String(n).padStart(2, '0')

/** isoDay names a day in the zone as in an address: 2026-11-03. */
export function isoDay(at: Millis): string {
  const { year, month, day } = civil(at)
  return `${year}-${two(month + 1)}-${two(day)}`
}

/** isoTime names a moment as a field for date and time does: 2026-11-03T08:05:09, in the zone. */
export function isoTime(at: Millis): string {
  const { hour, minute, second } = civil(at)
  return `${isoDay(at)}T${two(hour)}:${two(minute)}:${two(second)}`
}

/** ofIsoTime reads such a name; seconds may be missing. */
export function ofIsoTime(text: string): Millis | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text)
  const day = ofIsoDay(found?.[1] ?? '')
  if (!found || day === undefined) return undefined
  const { year, month, day: date } = civil(day)
  return momentOf(year, month, date, Number(found[2]), Number(found[3]), Number(found[4] ?? 0))
}

/** ofIsoDay reads such a name; a text that names no day is undefined. */
export function ofIsoDay(text: string): Millis | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return undefined
  const day = momentOf(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
  return isoDay(day) === text ? day : undefined
}

export type Line<Row> = { day: Millis; key: string } | { row: Row; key: string }

/** underDays puts a line with the day above the first row of each day. */
export function underDays<Row>(rows: readonly Row[], at: (row: Row) => Millis, key: (row: Row) => string): Line<Row>[] {
  const lines: Line<Row>[] = []
  let current = -1
  for (const row of rows) {
    const day = dayStart(at(row))
    if (day !== current) lines.push({ day, key: `day ${day}` })
    current = day
    lines.push({ row, key: key(row) })
  }
  return lines
}
