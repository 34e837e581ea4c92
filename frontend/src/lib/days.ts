import type { Millis, Window } from './types'

export const presets = ['today', 'yesterday', '7d', '30d', 'all'] as const
export type Preset = (typeof presets)[number]

/** dayStart is local midnight, days later or earlier; days of 23 or 25 hours are right. */
export function dayStart(at: Millis, days = 0): Millis {
  const day = new Date(at)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime()
}

/** windowOf is the span of local days that a preset names; to 0 has no end. */
export function windowOf(preset: Preset, now: Millis): Window {
  const spans: Record<Preset, Window> = {
    today: { from: dayStart(now), to: 0 },
    yesterday: { from: dayStart(now, -1), to: dayStart(now) },
    '7d': { from: dayStart(now, -6), to: 0 },
    '30d': { from: dayStart(now, -29), to: 0 },
    all: { from: 0, to: 0 },
  }
  return spans[preset]
}

/** edges are the midnights around the last days, oldest first, the end of today last. */
export function edges(now: Millis, days: number): Millis[] {
  return Array.from({ length: days + 1 }, (_, i) => dayStart(now, i - days + 1))
}

/** isoDay names a local day as in an address: 2026-11-03. */
export function isoDay(at: Millis): string {
  const day = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** ofIsoDay reads such a name; a text that names no day is undefined. */
export function ofIsoDay(text: string): Millis | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return undefined
  const day = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
  return isoDay(day.getTime()) === text ? day.getTime() : undefined
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
