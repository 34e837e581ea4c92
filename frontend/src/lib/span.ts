import { m } from '../paraglide/messages'
import { dayStart, isoDay, ofIsoDay, presets, sameTime, windowOf, type Preset } from './days'
import { clock, dayShort } from './format'
import { civil } from './zone'
import type { Millis, Window } from './types'

/** isAll says that no day is left out. */
export const isAll = (span: Span): boolean => 'preset' in span && span.preset === 'all'

/**
 * Span is the part of time a list shows: a preset, days from one to another (its last day itself), moments, of which one
 * may be 0 for an open end, or so many days back from now, as a command counts them.
 */
export type Span =
  { preset: Preset } | { from: Millis; to: Millis } | { since: Millis; until: Millis } | { last: number }

/** around is a quarter of an hour on each side of a moment. */
export const around = (at: Millis): Span => ({ since: at - quarter, until: at + quarter })

const quarter = 15 * 60_000

/** usual are the days of a list that nobody has chosen days for. */
export const usual: Preset = '7d'

/**
 * readSpan reads a span from an address: days=7d are the last seven, today included; from=2026-11-03 and to=2026-11-05, or
 * moments with their zone, one of which alone has an open end; from=7d alone begins at the time of day it is.
 */
export function readSpan(query: Readonly<Record<string, string>>): Span {
  const { from = '', to = '', days = '' } = query
  const [first, last] = [ofIsoDay(from), ofIsoDay(to)]
  if (first !== undefined && last !== undefined && first <= last) return { from: first, to: last }
  const since = first ?? instant(from)
  const until = last === undefined ? instant(to) : dayStart(last, 1)
  const open = from === '' || to === ''
  if ((since ?? until) !== undefined && open) return { since: since ?? 0, until: until ?? 0 }
  if (since !== undefined && until !== undefined && since < until) return { since, until }
  const back = /^([1-9]\d{0,4})d$/.exec(from)?.[1]
  if (back !== undefined && to === '') return { last: Number(back) }
  return { preset: presets.find((preset) => preset === days) ?? usual }
}

// A moment stands in an address as in a link: RFC 3339, so that it is the same in every zone.
function instant(text: string): Millis | undefined {
  const at = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(at) ? undefined : at
}

/** written is a moment as it stands in an address; 0, an open end, is not written. */
export const written = (at: Millis): string => (at === 0 ? '' : new Date(at).toISOString().replace('.000Z', 'Z'))

/** writeSpan is the span as it stands in an address. */
export function writeSpan(span: Span): Record<'days' | 'from' | 'to', string> {
  if ('preset' in span) return { days: span.preset === usual ? '' : span.preset, from: '', to: '' }
  if ('last' in span) return { days: '', from: `${span.last}d`, to: '' }
  if ('since' in span) return { days: '', from: written(span.since), to: written(span.until) }
  return { days: '', from: isoDay(span.from), to: isoDay(span.to) }
}

/** windowOfSpan is the window to ask for. */
export function windowOfSpan(span: Span, now: Millis): Window {
  if ('since' in span) return { from: span.since, to: span.until }
  if ('last' in span) return { from: sameTime(now, -span.last), to: 0 }
  return 'preset' in span ? windowOf(span.preset, now) : { from: span.from, to: dayStart(span.to, 1) }
}

/** daysOf is the first and the last day of a span, where it has any; a first one of 0 is an open end. */
export function daysOf(span: Span, now: Millis): { from: Millis; to: Millis } | undefined {
  const { from, to } = windowOfSpan(span, now)
  if (from === 0 && to === 0) return undefined
  return { from: from && dayStart(from), to: to === 0 ? dayStart(now) : dayStart(to - 1) }
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

/** momentWords names two moments: 18 Nov 13:50:00 – 14:20:00; or one, with an open end. */
function momentWords(since: Millis, until: Millis): string {
  if (since === 0) return m.span_before({ to: `${dayShort(until)} ${clock(until)}` })
  if (until === 0) return m.span_after({ from: `${dayShort(since)} ${clock(since)}` })
  const last = dayStart(since) === dayStart(until) ? clock(until) : `${dayShort(until)} ${clock(until)}`
  return `${dayShort(since)} ${clock(since)} – ${last}`
}
