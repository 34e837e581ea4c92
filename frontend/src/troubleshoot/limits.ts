import type { Limits } from '../lib/types'
import { m } from '../paraglide/messages'

const minute = 60_000
const day = 24 * 60 * minute

/** Limit is after how long a step is too long, as it is told and chosen. */
export interface Limit {
  key: keyof Limits
  text: () => string
  unit: number // ms
  unitText: () => string
  usual: number // units, as in Go (diagnose.DefaultLimits)
}

export const limits: readonly Limit[] = [
  { key: 'confirm', text: m.limit_confirm, unit: minute, unitText: m.limit_minutes, usual: 15 },
  { key: 'scan', text: m.limit_scan, unit: minute, unitText: m.limit_minutes, usual: 15 },
  { key: 'produce', text: m.limit_produce, unit: day, unitText: m.limit_days, usual: 3 },
  { key: 'ship', text: m.limit_ship, unit: day, unitText: m.limit_days, usual: 1 },
  { key: 'transit', text: m.limit_transit, unit: day, unitText: m.limit_days, usual: 2 },
  { key: 'deliver', text: m.limit_deliver, unit: day, unitText: m.limit_days, usual: 7 },
  { key: 'lateNews', text: m.limit_late_news, unit: day, unitText: m.limit_days, usual: 1 },
]

/** most is how many units a step may be given: 90 days. */
export const most = (limit: Limit): number => (90 * day) / limit.unit

/** shownOf is what stands in the field of a limit: what was chosen, or what is usual. */
export const shownOf = (limit: Limit, chosen: Limits): number =>
  chosen[limit.key] ? chosen[limit.key] / limit.unit : limit.usual

/** withLimit gives the limits with one chosen; nothing, or what is usual, is not chosen. */
export function withLimit(limit: Limit, chosen: Limits, units: number | undefined): Limits {
  const odd = units === undefined || !Number.isFinite(units) || units <= 0 || units === limit.usual
  const ms = odd ? 0 : Math.round(Math.min(units, most(limit)) * limit.unit)
  return { ...chosen, [limit.key]: ms }
}
