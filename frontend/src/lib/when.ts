import { m } from '../paraglide/messages'
import { now } from './clock'
import { clockShort, dayLong, dayShort, daysAgo } from './format'
import type { Millis } from './types'

/** when says a moment as a person would: today 09:38, 4 min ago. Relative only under an hour. */
export function when(at: Millis): string {
  const time = clockShort(at)
  const days = daysAgo(at)
  if (days === 1) return m.when_yesterday({ time })
  if (days !== 0) return m.when_day({ day: dayShort(at), time })
  const minutes = Math.floor((now() - at) / 60_000)
  const today = m.when_today({ time })
  return minutes >= 0 && minutes < 60 ? m.minutes_ago({ when: today, minutes }) : today
}

/** dayHeading names a day over its rows: Tuesday 24 November, today. */
export function dayHeading(day: Millis): string {
  const name = dayLong(day)
  const ago = daysAgo(day)
  if (ago === 0) return m.day_today({ day: name })
  return ago === 1 ? m.day_yesterday({ day: name }) : name
}
