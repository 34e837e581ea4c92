import Cancel from '@lucide/svelte/icons/circle-slash'
import Package from '@lucide/svelte/icons/package'
import Pencil from '@lucide/svelte/icons/pencil-line'
import Send from '@lucide/svelte/icons/send'
import Copy from '@lucide/svelte/icons/copy'

import { exact, number, took } from '../lib/format'
import { kindIcons } from '../lib/kinds'
import { kindWords, outcomeWord, resultTones, resultWords, toneOf } from '../lib/status'
import type { Basis, Join, JoinWhy, OrderEvent, OrderGap, OrderPage } from '../lib/types'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'

const requestIcons: Partial<Record<string, Icon>> = { request_submit: Send, request_cancel: Cancel }
const requestWords: Partial<Record<string, () => string>> = {
  request_submit: m.event_submit,
  request_cancel: m.event_cancel,
  request_update_shipment: m.event_update,
}

export function iconOf(event: OrderEvent): Icon {
  if (event.list === 'requests') return requestIcons[event.what] ?? Pencil
  if (event.copyOf) return Copy
  return event.state === 'packaged' ? Package : kindIcons[event.kind || 'other']
}

/** nameOf is what happened, in two or three words. */
export function nameOf(event: OrderEvent): string {
  if (event.list === 'requests') return requestWords[event.what]?.() ?? event.what.replace('request_', '')
  return event.kind && event.kind !== 'other' ? kindWords[event.kind]() : event.name
}

/** toneOfEvent is what it means for the order; how its delivery went is told beside it. */
export function toneOfEvent(event: OrderEvent): Tone {
  if (event.list === 'requests')
    return event.outcome ? toneOf({ outcome: event.outcome, severity: event.severity }) : 'unk'
  if (event.severity !== 'info') return event.severity === 'error' ? 'fail' : 'warn'
  return resultTones[event.result || 'unknown'] === 'fail' ? 'fail' : 'ok'
}

/** lasted writes a span in its two largest units: 3 d 4 h, 2 h 30 min. */
export function lasted(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return took(ms)
  const hours = Math.floor(minutes / 60)
  if (hours < 24)
    return minutes % 60 === 0 ? m.span_full_hours({ hours }) : m.span_hours({ hours, minutes: minutes % 60 })
  const days = number(Math.floor(hours / 24))
  return hours % 24 === 0 ? m.span_full_days({ days }) : m.span_days({ days, hours: hours % 24 })
}

/** aboutOf is what else is known of an event, in a few words. */
export function aboutOf(event: OrderEvent, page: Pick<OrderPage, 'parcels' | 'orderIds'>): string {
  const said = [event.list === 'requests' ? event.by : '', event.carrier, event.tracking]
  if (event.direction === 'from_printer') said.unshift(m.event_from_printer())
  if (event.state && !event.carrier && event.kind !== 'delivery') said.push(stateOf(event))
  if (event.parcel > 0 && page.parcels.length > 1) said.push(parcelOf(event, page))
  if (event.orderId && page.orderIds.length > 1) said.push(event.orderId)
  return said.filter(Boolean).join(', ')
}

/** stateOf is what the news report, in the words of their source. */
function stateOf(event: OrderEvent): string {
  const state = event.state.replaceAll('_', ' ')
  return event.kind === 'received' && state === 'received' ? '' : state
}

export function parcelOf(event: OrderEvent, page: Pick<OrderPage, 'parcels'>): string {
  return m.event_parcel({ n: event.parcel, of: page.parcels.length })
}

/** marksOf are the remarks that stand out: what repeats another, and what came late. */
export function marksOf(event: OrderEvent): string[] {
  const marks: string[] = []
  if (event.copyOf) marks.push(m.event_copy())
  if (event.late === 'lagging') marks.push(m.event_lagging({ span: lasted(event.lateMs) }))
  if (event.late === 'overtaken') marks.push(m.event_overtaken({ span: lasted(event.lateMs) }))
  return marks
}

/** endOf is how it went, at the end of its row. */
export function endOf(event: OrderEvent): { tone: Tone; text: string } {
  if (event.list === 'requests') {
    const outcome = event.outcome || 'unknown'
    const text = outcomeWord({ outcome, stages: event.stages, severity: event.severity })
    return { tone: toneOf({ outcome, severity: event.severity }), text }
  }
  const result = event.result || 'unknown'
  const failed = event.tries.filter((one) => !one.taken).length
  const tone = resultTones[result]
  if (result === 'failed')
    return { tone, text: failed === 1 ? m.event_failed_one() : m.event_failed({ count: failed }) }
  if (result !== 'delivered') return { tone, text: resultWords[result]() }
  const count = event.tries.length
  return { tone, text: count === 1 ? m.event_delivered_one() : m.event_delivered({ count }) }
}

const usually: Record<Basis, (inputs: { span: string }) => string> = {
  family: m.gap_usual_family,
  customer: m.gap_usual,
  all: m.gap_usual_all,
  '': m.gap_usual_all,
}

/** gapWords name a silence, and what is usual, for the customer if enough of its orders are known. */
export function gapWords(gap: OrderGap): { title: string; usual: string } {
  const span = lasted(gap.to - gap.from)
  if (!gap.held) return { title: m.gap_unheld({ span }), usual: m.gap_unheld_text() }
  if (!gap.enough) return { title: m.gap({ span }), usual: m.gap_too_few({ count: gap.usual.orders }) }
  return { title: m.gap({ span }), usual: usually[gap.by]({ span: lasted(gap.usual.p90) }) }
}

const whyWords: Record<JoinWhy, () => string> = {
  same_reference: m.join_same_reference,
  response_and_news: m.join_response_and_news,
  same_news: m.join_same_news,
  same_response: m.join_same_response,
  same_id_unexplained: m.join_unexplained,
}

export function whyOf(join: Join): string {
  return whyWords[join.why]()
}

const order: Tone[] = ['fail', 'warn', 'wait', 'unk', 'ok']

/** worst is the tone that several events have together. */
export function worst(tones: readonly Tone[]): Tone {
  return order.find((tone) => tones.includes(tone)) ?? 'unk'
}

/** tipOf tells what happened and when; news also when they arrived. */
export function tipOf(event: OrderEvent): string {
  const arrived = event.arrivedAt ? `, ${m.event_arrived({ time: exact(event.arrivedAt) })}` : ''
  return `${nameOf(event)}, ${exact(event.at)}${arrived}`
}

/** requestsWords count the requests under the name of their lane. */
export function requestsWords(requests: readonly OrderEvent[]): string {
  const submits = requests.filter((event) => event.what === 'request_submit').length
  const others = requests.length - submits
  const words = submits === 1 ? m.lane_submit_one() : m.lane_submits({ count: submits })
  if (others === 0) return words
  return `${words}, ${others === 1 ? m.lane_other_one() : m.lane_others({ count: others })}`
}

export function newsWords(news: readonly OrderEvent[]): string {
  return news.length === 1 ? m.lane_event_one() : m.lane_events({ count: news.length })
}

export function deliveryWords(news: readonly OrderEvent[]): string {
  const failed = news.filter((event) => event.result === 'failed' || event.result === 'retrying').length
  if (news.length === 0) return m.lane_delivery_none()
  return failed === 0 ? m.lane_delivery_fine() : m.lane_delivery_failed({ failed, count: news.length })
}
