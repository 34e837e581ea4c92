import { m } from '../paraglide/messages'
import { dayStart, isoDay, ofIsoDay, presets, windowOf, type Preset } from './days'
import { clock, dayShort } from './format'
import { civil } from './zone'
import type { Millis, Window } from './types'

/** isAll says that no day is left out. */
export const isAll = (span: Span): boolean => 'preset' in span && span.preset === 'all'

/** Span is the part of time a list shows: a preset, days from one to another (its last day itself), or moments. */
export type Span = { preset: Preset } | { from: Millis; to: Millis } | { since: Millis; until: Millis }

/** around is a quarter of an hour on each side of a moment. */
export const around = (at: Millis): Span => ({ since: at - quarter, until: at + quarter })

const quarter = 15 * 60_000

const usual: Preset = '7d'

/** readSpan reads a span from an address: days=7d, from=2026-11-03 and to=2026-11-05, or moments with their zone. */
export function readSpan(query: Readonly<Record<string, string>>): Span {
  const from = ofIsoDay(query.from ?? '')
  const to = ofIsoDay(query.to ?? '')
  if (from !== undefined && to !== undefined && from <= to) return { from, to }
  const since = instant(query.from ?? '')
  const until = instant(query.to ?? '')
  if (since !== undefined && until !== undefined && since < until) return { since, until }
  return { preset: presets.find((preset) => preset === query.days) ?? usual }
}

// A moment stands in an address as in a link: RFC 3339, so that it is the same in every zone.
function instant(text: string): Millis | undefined {
  const at = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(at) ? undefined : at
}

const written = (at: Millis): string => new Date(at).toISOString().replace('.000Z', 'Z')

/** writeSpan is the span as it stands in an address. */
export function writeSpan(span: Span): Record<'days' | 'from' | 'to', string> {
  if ('preset' in span) return { days: span.preset === usual ? '' : span.preset, from: '', to: '' }
  if ('since' in span) return { days: '', from: written(span.since), to: written(span.until) }
  return { days: '', from: isoDay(span.from), to: isoDay(span.to) }
}

/** windowOfSpan is the window to ask for. */
export function windowOfSpan(span: Span, now: Millis): Window {
  if ('since' in span) return { from: span.since, to: span.until }
  return 'preset' in span ? windowOf(span.preset, now) : { from: span.from, to: dayStart(span.to, 1) }
}

/** daysOf is the first and the last day of a span, where it has any. */
export function daysOf(span: Span, now: Millis): { from: Millis; to: Millis } | undefined {
  const { from, to } = windowOfSpan(span, now)
  if (from === 0) return undefined
  return { from: dayStart(from), to: to === 0 ? dayStart(now) : dayStart(to - 1) }
}

/** spanWords names the days of a span: 18 – 24 Nov. */
export function spanWords(span: Span, now: Millis): string {
  if ('since' in span) return momentWords(span.since, span.until)
  const days = daysOf(span, now)
  if (!days) return m.span_all()
  if (days.from === days.to) return dayShort(days.from)
  const sameMonth = isoDay(days.from).slice(0, 7) === isoDay(days.to).slice(0, 7)
  const first = sameMonth ? String(civil(days.from).day) : dayShort(days.from)
  return `${first} – ${dayShort(days.to)}`
}

/** momentWords names two moments: 18 Nov 13:50:00 – 14:20:00. */
function momentWords(since: Millis, until: Millis): string {
  const last = dayStart(since) === dayStart(until) ? clock(until) : `${dayShort(until)} ${clock(until)}`
  return `${dayShort(since)} ${clock(since)} – ${last}`
}
