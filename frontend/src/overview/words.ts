import { moment } from '../lib/when'
import { number } from '../lib/format'
import type { AttentionItem, AttentionList, Basis, Millis, OverviewFigure, SilentOrder } from '../lib/types'
import { m } from '../paraglide/messages'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** lasting writes a long time in its two largest units: 6 d 2 h, 5 h 20 min. */
export function lasting(ms: Millis): string {
  if (ms >= day) return m.lasting_days({ days: Math.floor(ms / day), hours: Math.floor((ms % day) / hour) })
  if (ms < hour) return m.lasting_minutes({ minutes: Math.floor(ms / minute) })
  return m.lasting_hours({ hours: Math.floor(ms / hour), minutes: Math.floor((ms % hour) / minute) })
}

/** usualWords hold a figure of today against what is usual. */
export function usualWords({ usual }: OverviewFigure): string {
  return usual < 0 ? m.overview_usual_unknown() : m.overview_usual({ n: number(usual) })
}

const usually: Record<Basis, (inputs: { most: string; half: string; n: string }) => string> = {
  family: m.overview_silent_usual_family,
  customer: m.overview_silent_usual,
  all: m.overview_silent_usual_all,
  '': m.overview_silent_usual_all,
}

/** silenceWords hold a silence against what is usual, and say for whom. */
export function silenceWords({ p50, p90, known, by }: SilentOrder): string {
  if (p90 === 0) return m.overview_silent_unknown({ n: number(known) })
  return usually[by]({ most: lasting(p90), half: lasting(p50), n: number(known) })
}

/** customersOf names whose orders something is about: a few, and how many more. */
export function customersOf(names: readonly string[]): string {
  const [first = '', ...rest] = names
  return rest.length === 0 ? first : m.overview_and_more({ name: first, n: rest.length })
}

/** undeliveredWords say whose news does not arrive. */
export function undeliveredWords({ undeliveredOf }: AttentionList): string {
  const [first] = undeliveredOf
  if (!first) return m.overview_undelivered_none()
  return undeliveredOf.length === 1 ? m.overview_all_of({ name: first }) : customersOf(undeliveredOf)
}

/** sinceWords say since when something is so, or when it was. */
export function sinceWords(item: AttentionItem, now: Millis): string {
  if (item.concern === 'silent_orders' || item.concern === 'stalled_orders')
    return m.overview_oldest({ time: lasting(now - item.since) })
  return item.since === item.latest ? moment(item.since) : m.overview_since({ time: moment(item.since) })
}
