import { expect, test } from 'vitest'

import { barsOf, daysAt, indexesOf } from './bars'

const day = (date: number) => new Date(2026, 10, date).getTime()
const days = [
  { from: day(1), to: day(2), total: 100, failed: 0 },
  { from: day(2), to: day(3), total: 50, failed: 1 },
  { from: day(3), to: day(4), total: 0, failed: 0 },
]

test('the largest day fills the height, and a single failure can still be seen', () => {
  const { bars, most, worst } = barsOf(days)
  expect(bars).toEqual([
    { failed: 0, rest: 96 },
    { failed: 4, rest: 47.04 },
    { failed: 0, rest: 0 },
  ])
  expect([most, worst]).toEqual([100, 1])
})

test('days without a failure have no worst', () => {
  expect(barsOf(days.slice(0, 1)).worst).toBe(-1)
})

test.each([
  ['some days', { from: day(2), to: day(3) }, { from: 1, to: 2 }],
  ['all dates', undefined, { from: 0, to: 2 }],
  ['days before the first', { from: day(-9), to: day(-5) }, undefined],
])('a span of %s is found', (_, span, want) => {
  expect(indexesOf(days, span)).toEqual(want)
})

test('days are chosen in either direction', () => {
  expect(daysAt(days, 2, 1)).toEqual({ from: day(2), to: day(3) })
  expect(daysAt(days, 7, 8)).toBeUndefined()
})
