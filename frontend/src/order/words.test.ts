import { expect, test } from 'vitest'

import type { OrderEvent, OrderGap } from '../lib/types'
import {
  aboutOf,
  deliveryWords,
  endOf,
  gapWords,
  lasted,
  marksOf,
  nameOf,
  requestsWords,
  toneOfEvent,
  worst,
} from './words'

const hour = 3_600_000

function event(over: Partial<OrderEvent> = {}): OrderEvent {
  return {
    id: 'p1',
    list: 'postbacks',
    what: 'postback_shipping',
    at: 0,
    gapMs: 0,
    arrivedAt: 0,
    late: '',
    lateMs: 0,
    copyOf: '',
    orderId: 'g1',
    severity: 'info',
    tries: [{ n: 1, at: 0, taken: true, status: 200 }],
    outcome: '',
    stages: { original: 'passed', template: 'passed', final: 'passed', response: 'passed' },
    by: '',
    direction: 'to_customer',
    kind: 'shipping',
    name: 'order_shipped',
    state: 'shipped',
    result: 'delivered',
    parcel: 0,
    carrier: 'PostNord',
    tracking: 'UA55',
    ...over,
  }
}

const submit = event({
  list: 'requests',
  what: 'request_submit',
  kind: '',
  result: '',
  outcome: 'accepted',
  carrier: '',
})
const gap: OrderGap = {
  from: 0,
  to: 76 * hour,
  after: 'a',
  before: 'b',
  part: { from: 'production', to: 'shipping' },
  usual: { orders: 40, p50: hour, p90: 30 * hour },
  by: 'customer',
  enough: true,
  long: true,
  held: true,
}

test.each([
  [76 * hour, '3 d 4 h'],
  [72 * hour, '3 d'],
  [2.5 * hour, '2 h 30 min'],
  [hour, '1 h'],
  [12 * 60_000, '12 min'],
])('%d ms is %s', (ms, words) => {
  expect(lasted(ms)).toBe(words)
})

test('a silence is held against the usual, and what is not known is not claimed', () => {
  expect(gapWords(gap)).toEqual({
    title: 'No news for 3 d 4 h',
    usual: 'longer than 9 of 10 orders of this customer (usual: 1 d 6 h)',
  })
  expect(gapWords({ ...gap, by: 'family' }).usual).toContain('of this customer for such products')
  expect(gapWords({ ...gap, by: 'all' }).usual).toContain('of all customers')
  expect(gapWords({ ...gap, enough: false, usual: { orders: 3, p50: 0, p90: 0 } }).usual).toBe(
    'not enough history to say what is usual (orders known: 3)',
  )
  expect(gapWords({ ...gap, held: false }).title).not.toContain('No news')
})

test('parcels and order ids are told where there are several', () => {
  const one = { parcels: [{ id: 'P1', items: [], state: '' }], orderIds: ['g1'] }
  const two = { parcels: [...one.parcels, { id: 'P2', items: [], state: '' }], orderIds: ['g1', 'g2'] }
  expect(aboutOf(event({ parcel: 1 }), one)).toBe('PostNord, UA55')
  expect(aboutOf(event({ parcel: 1 }), two)).toBe('PostNord, UA55, parcel 1 of 2, g1')
})

test('news that failed to arrive are red, whatever they tell', () => {
  const failed = event({ result: 'failed', tries: [503, 0].map((status, n) => ({ n, at: 0, taken: false, status })) })
  expect([toneOfEvent(failed), endOf(failed).text]).toEqual(['fail', '2 tries failed'])
  expect(deliveryWords([failed, event()])).toBe('1 of 2 events failed')
  expect(worst([toneOfEvent(event()), toneOfEvent(failed)])).toBe('fail')
})

test('what repeats another or came late says so', () => {
  expect(marksOf(event({ copyOf: 'p0' }))).toEqual(['Repeats an earlier one'])
  expect(marksOf(event({ late: 'lagging', lateMs: 27 * hour }))).toEqual(['Told 1 d 3 h after the printer'])
})

test('events have names, and those of no known kind their own', () => {
  expect([nameOf(submit), nameOf(event()), nameOf(event({ kind: 'other', name: 'quality_checked' }))]).toEqual([
    'Order submitted',
    'Shipping notification',
    'quality_checked',
  ])
  expect(requestsWords([submit, event({ list: 'requests', what: 'request_cancel' })])).toBe('1 submit, 1 other')
})
