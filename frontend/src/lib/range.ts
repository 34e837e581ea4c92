import type { DayCount, Millis } from './types'

/** partAt is the part that a moment lies in; the nearest one for a moment outside. */
export function partAt(parts: readonly DayCount[], at: Millis): number {
  const found = parts.findIndex((part) => at < part.to)
  return found < 0 ? parts.length - 1 : found
}

/** fractionAt is how far down a bar a moment stands: 0 is the newest, 1 the oldest. */
export function fractionAt(parts: readonly DayCount[], at: Millis): number {
  const [from, to] = [parts[0]?.from ?? 0, parts.at(-1)?.to ?? 1]
  return Math.max(0, Math.min(1, (to - at) / Math.max(1, to - from)))
}

/** momentAt is the moment that stands so far down a bar. */
export function momentAt(parts: readonly DayCount[], fraction: number): Millis {
  const [from, to] = [parts[0]?.from ?? 0, parts.at(-1)?.to ?? 1]
  return Math.round(to - Math.max(0, Math.min(1, fraction)) * (to - from))
}

/** moveBy is the moment so many parts further down, where a part holds anything; undefined beyond the ends. */
export function moveBy(parts: readonly DayCount[], at: Millis, by: number): Millis | undefined {
  const step = by > 0 ? -1 : 1 // the newest part is the last one, and stands on top
  let left = Math.abs(by)
  let found: Millis | undefined
  for (let i = partAt(parts, at) + step; i >= 0 && i < parts.length && left > 0; i += step) {
    const part = parts[i]
    if (!part || part.total === 0) continue
    found = part.to - 1
    left--
  }
  return found
}
