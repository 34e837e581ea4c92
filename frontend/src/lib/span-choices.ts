import { m } from '../paraglide/messages'
import { getLocale } from '../paraglide/runtime'
import { dayStart, isoDay, isoTime, ofIsoDay, ofIsoTime, type Preset } from './days'
import { moment } from './when'
import { around, daysOf, windowOfSpan, type Span } from './span'
import type { Millis } from './types'
import { zoneName } from './zone'

/** presetWords name the presets. */
export const presetWords: Record<Preset, () => string> = {
  today: m.span_today,
  yesterday: m.span_yesterday,
  '7d': m.span_7d,
  '30d': m.span_30d,
  week: m.span_week,
  all: m.span_all,
}

/** rangeOf is what the calendar of a list shows, and what it makes of a choice. near is the moment of the chosen row, 0: none. */
export function rangeOf(span: Span, now: Millis, onchange: (span: Span) => void) {
  const days = daysOf(span, now)
  const { from, to } = windowOfSpan(span, now)
  return {
    locale: getLocale() === 'sv' ? 'sv-SE' : 'en-GB',
    from: days && days.from > 0 ? isoDay(days.from) : undefined,
    to: days && isoDay(days.to),
    since: isoTime(from || dayStart(now)),
    until: isoTime(to || now),
    words: {
      previous: m.month_previous(),
      next: m.month_next(),
      since: m.span_since(),
      until: m.span_until(),
      take: m.span_take(),
      zone: zoneName(),
    },
    onchange: (first: string, last: string) => onchange({ from: ofIsoDay(first) ?? now, to: ofIsoDay(last) ?? now }),
    onmoments(first: string, last: string) {
      const [since, until] = [ofIsoTime(first), ofIsoTime(last)]
      if (since !== undefined && until !== undefined && since < until) onchange({ since, until })
    },
  }
}

/** shortcutsOf are the presets beside the calendar, and the time around the chosen row; near 0: none is chosen. */
export function shortcutsOf(presets: readonly Preset[], span: Span, near: Millis, onchange: (span: Span) => void) {
  const named = presets.map((preset) => ({
    text: presetWords[preset](),
    chosen: 'preset' in span && span.preset === preset,
    take: () => onchange({ preset }),
  }))
  if (near === 0) return named
  return [...named, { text: m.span_around({ when: moment(near) }), chosen: false, take: () => onchange(around(near)) }]
}
