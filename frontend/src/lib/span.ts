import { m } from '../paraglide/messages'
import { dayStart, isoDay, ofIsoDay, presets, windowOf, type Preset } from './days'
import { dayShort } from './format'
import type { Millis, Window } from './types'

/** isAll says that no day is left out. */
export const isAll = (span: Span): boolean => 'preset' in span && span.preset === 'all'

/** Span is the part of time a list shows: a preset, or days from one to another (its last day itself). */
export type Span = { preset: Preset } | { from: Millis; to: Millis }

const usual: Preset = '7d'

/** readSpan reads a span from an address: days=7d, or from=2026-11-03 and to=2026-11-05. */
export function readSpan(query: Readonly<Record<string, string>>): Span {
  const from = ofIsoDay(query.from ?? '')
  const to = ofIsoDay(query.to ?? '')
  if (from !== undefined && to !== undefined && from <= to) return { from, to }
  return { preset: presets.find((preset) => preset === query.days) ?? usual }
}

/** writeSpan is the span as it stands in an address. */
export function writeSpan(span: Span): Record<'days' | 'from' | 'to', string> {
  if ('preset' in span) return { days: span.preset === usual ? '' : span.preset, from: '', to: '' }
  return { days: '', from: isoDay(span.from), to: isoDay(span.to) }
}

/** windowOfSpan is the window to ask for. */
export function windowOfSpan(span: Span, now: Millis): Window {
  return 'preset' in span ? windowOf(span.preset, now) : { from: span.from, to: dayStart(span.to, 1) }
}

/** daysOf is the first and the last day of a span, where it has any. */
export function daysOf(span: Span, now: Millis): { from: Millis; to: Millis } | undefined {
  const { from, to } = windowOfSpan(span, now)
  if (from === 0) return undefined
  return { from, to: to === 0 ? dayStart(now) : dayStart(to, -1) }
}

/** spanWords names the days of a span: 18 – 24 Nov. */
export function spanWords(span: Span, now: Millis): string {
  const days = daysOf(span, now)
  if (!days) return m.span_all()
  if (days.from === days.to) return dayShort(days.from)
  const sameMonth = isoDay(days.from).slice(0, 7) === isoDay(days.to).slice(0, 7)
  const first = sameMonth ? String(new Date(days.from).getDate()) : dayShort(days.from)
  return `${first} – ${dayShort(days.to)}`
}
