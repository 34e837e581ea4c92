import { getLocale } from '../paraglide/runtime'
import { dayStart } from './days'
import { now } from './clock'
import type { Millis } from './types'
import { civil, zone } from './zone'

/* Times are those of the zone that is shown. Swedish writes 2,6 s and 1 284; English here is written as in Europe: 24 November, 09:38. */
const tags: Record<ReturnType<typeof getLocale>, string> = { en: 'en-GB', sv: 'sv-SE' }

const made = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = tags[getLocale()]
  const timeZone = zone()
  const key = tag + (timeZone ?? '') + JSON.stringify(options)
  const found = made.get(key) ?? new Intl.DateTimeFormat(tag, timeZone ? { ...options, timeZone } : options)
  made.set(key, found)
  return found
}

const sameYear = (at: Millis) => civil(at).year === civil(now()).year
const year = (at: Millis): Intl.DateTimeFormatOptions => (sameYear(at) ? {} : { year: 'numeric' })

/** number writes 1,284 or 1 284. */
export function number(n: number, digits = 0): string {
  const key = `${getLocale()} ${digits}`
  const found =
    numbers.get(key) ??
    new Intl.NumberFormat(tags[getLocale()], { minimumFractionDigits: digits, maximumFractionDigits: digits })
  numbers.set(key, found)
  return found.format(n)
}

const briefs = new Map<string, Intl.NumberFormat>()

/** numberBrief writes 9,840, and from ten thousand 13k (in Swedish 13 tn), where there is little room. */
export function numberBrief(n: number): string {
  if (n < 10_000) return number(n)
  const tag = tags[getLocale()]
  const found = briefs.get(tag) ?? new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 0 })
  briefs.set(tag, found)
  return found.format(n)
}

/** clock writes 09:38:04. */
export function clock(at: Millis): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}

/** clockShort writes 09:38. */
export function clockShort(at: Millis): string {
  return dates({ hour: '2-digit', minute: '2-digit' }).format(at)
}

/** dayShort writes 24 Nov. */
export function dayShort(at: Millis): string {
  return dates({ day: 'numeric', month: 'short', ...year(at) }).format(at)
}

/** dayLong writes Tuesday 24 November. */
export function dayLong(at: Millis): string {
  const text = dates({ weekday: 'long', day: 'numeric', month: 'long', ...year(at) }).format(at)
  return text.replace(',', '').replace(/^./, (first) => first.toUpperCase())
}

/** exact writes the moment with its zone, and to the millisecond in UTC, as other systems log it. */
export function exact(at: Millis): string {
  const utc = new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC')
  return `${dates({ dateStyle: 'long', timeStyle: 'long' }).format(at)} (${utc})`
}

/** zoneShort writes the zone as it is at a moment: CET, GMT+5:45. */
export function zoneShort(at: Millis): string {
  const parts = dates({ hour: 'numeric', timeZoneName: 'short' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

/** daysAgo is how many local midnights lie between then and now: 0 is today. */
export function daysAgo(at: Millis): number {
  return Math.round((dayStart(now()) - dayStart(at)) / 86_400_000)
}

/** took writes a time span: 118 ms, 2.6 s, 4 min; a dash for an unknown one. */
export function took(ms: number): string {
  if (ms < 0) return '–'
  if (ms < 1000) return `${number(ms)} ms`
  if (ms < 60_000) return `${number(ms / 1000, 1)} s`
  return `${number(Math.round(ms / 60_000))} min`
}

/** size writes a number of bytes: 640 B, 1.9 kB. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${number(bytes)} B`
  if (bytes < 1_000_000) return `${number(bytes / 1000, 1)} kB`
  return `${number(bytes / 1_000_000, 1)} MB`
}
