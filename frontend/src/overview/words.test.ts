import { expect, test } from 'vitest'

import type { SilentOrder } from '../lib/types'
import { customersOf, lasting, silenceWords, usualWords } from './words'

const hour = 3_600_000
const silent = (over: Partial<SilentOrder>): SilentOrder => ({
  reference: 'A-1',
  customer: 'Kartverkstan',
  scenario: 'disappeared',
  kind: 'production',
  since: 0,
  p50: 0,
  p90: 0,
  known: 0,
  by: '',
  ...over,
})

test('a silence is written in the two units that count', () => {
  expect(lasting(146 * hour)).toBe('6 d 2 h')
  expect(lasting(5 * 60_000)).toBe('5 min')
  expect(lasting(5 * hour + 20 * 60_000)).toBe('5 h 20 min')
})

test('what is usual is not made up of too few', () => {
  expect(usualWords({ now: 3, usual: -1, week: [] })).toBe('too few days are held to say what is usual')
  expect(usualWords({ now: 3, usual: 0, week: [] })).toBe('usual 0 by this time')
  expect(silenceWords(silent({ known: 3 }))).toContain('3')
  expect(silenceWords(silent({ known: 40, p50: 12 * hour, p90: 30 * hour, by: 'customer' }))).toBe(
    '9 of 10 of this customer’s orders: 1 d 6 h, half of them: 12 h 0 min (40 orders)',
  )
})

test('it is said whose orders tell what is usual', () => {
  const known = { known: 40, p50: hour, p90: 2 * hour }
  expect(silenceWords(silent({ ...known, by: 'family' }))).toContain('this customer’s orders for such products')
  expect(silenceWords(silent({ ...known, by: 'all' }))).toContain(
    'Not enough history of this customer. 9 of 10 orders of all',
  )
})

test('several customers are the first and how many more', () => {
  expect(customersOf(['A'])).toBe('A')
  expect(customersOf(['A', 'B', 'C'])).toBe('A and 2 more')
})
