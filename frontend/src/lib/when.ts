import { m } from '../paraglide/messages'
import { now } from './clock'
import { clockShort, dayLong, dayShort, daysAgo } from './format'
import type { Millis } from './types'

/** moment says when in few words: today 09:38, yesterday 23:59, 2 Nov 08:05. */
export function moment(at: Millis): string {
  const time = clockShort(at)
  const days = daysAgo(at)
  if (days === 1) return m.when_yesterday({ time })
  return days === 0 ? m.when_today({ time }) : m.when_day({ day: dayShort(at), time })
}

/** when adds how long ago that is, under an hour: today 09:38, 4 min ago. */
export function when(at: Millis): string {
  const minutes = Math.floor((now() - at) / 60_000)
  return minutes >= 0 && minutes < 60 ? m.minutes_ago({ when: moment(at), minutes }) : moment(at)
}

/** dayHeading names a day over its rows: Tuesday 24 November, today. */
export function dayHeading(day: Millis): string {
  const name = dayLong(day)
  const ago = daysAgo(day)
  if (ago === 0) return m.day_today({ day: name })
  return ago === 1 ? m.day_yesterday({ day: name }) : name
}
