import type { Millis } from './types'

/* The zone in which times are shown. Days begin and end by it, too. */

let chosen = ''

/** zone is the chosen zone, such as Europe/Stockholm; undefined: that of the system. */
export const zone = (): string | undefined => chosen || undefined

/** systemZone names the zone of the system. */
export const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** zoneName names the zone in which times are shown. */
export const zoneName = (): string => chosen || systemZone()

/** isZone says that the system knows a zone. */
export function isZone(name: string): boolean {
  try {
    return name !== '' && Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** useZone shows times in another zone; '' or one that is not known: in that of the system. */
export function useZone(name: string): void {
  chosen = isZone(name) ? name : ''
  offsets.clear()
}

/** zones are all that can be chosen. */
export const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]

/** Civil is a moment as clocks and calendars show it. */
export interface Civil {
  year: number
  month: number // 0 is January
  day: number
  hour: number
  minute: number
  second: number
}

// Zones change their offset on a quarter of an hour, and asking what it is takes long.
const quarter = 900_000
const most = 5000
const offsets = new Map<number, number>()

function offsetAt(at: Millis): number {
  const slot = Math.floor(at / quarter)
  const known = offsets.get(slot)
  if (known !== undefined) return known
  if (offsets.size >= most) offsets.clear()
  const offset = chosen === '' ? -new Date(at).getTimezoneOffset() * 60_000 : offsetIn(chosen, slot * quarter)
  offsets.set(slot, offset)
  return offset
}

function offsetIn(name: string, at: Millis): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at
}

/** civil is what clocks in the zone show at a moment. */
export function civil(at: Millis): Civil {
  const shown = new Date(at + offsetAt(at))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth(),
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  }
}

/** momentOf is when clocks in the zone show a time; parts may run over, as in day 32. An hour that is left out in spring is the one after it. */
export function momentOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Millis {
  const wanted = Date.UTC(year, month, day, hour, minute, second)
  const first = wanted - offsetAt(wanted)
  return wanted - offsetAt(first)
}
