import { expect, test } from 'vitest'

import { dayCounts, failedIn, wholeIn } from './counts'

const days = [10, 20, 30].map((from) => ({ from, to: from + 10, total: 5, failed: from / 10 }))

test.each([
  ['the days inside', { from: 20, to: 0 }, 5],
  ['no day after the end', { from: 10, to: 20 }, 1],
  ['nothing where the days do not reach back', { from: 0, to: 0 }, -1],
  ['nothing from within a day', { from: 15, to: 0 }, -1],
  ['nothing to within a day', { from: 10, to: 25 }, -1],
])('%s are summed', (_, window, want) => {
  expect(failedIn(days, window)).toBe(want)
})

test('without days nothing is claimed', () => {
  expect(failedIn([], { from: 10, to: 0 })).toBe(-1)
})

test('a day says what is counted of it, and nothing where nothing is', () => {
  expect(dayCounts(days, 20)).toBe('5 · 2 failed')
  expect(dayCounts(days, 40)).toBe('')
  expect(dayCounts([{ from: 40, to: 50, total: 0, failed: 0 }], 40)).toBe('')
})

test('a day of which only a part is listed is not counted', () => {
  expect(wholeIn(days, { from: 15, to: 35 }).map((day) => day.from)).toEqual([20])
  expect(wholeIn(days, { from: 10, to: 0 })).toEqual(days)
})
