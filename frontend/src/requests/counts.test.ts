import { expect, test } from 'vitest'

import { failedIn } from './counts'

const days = [10, 20, 30].map((from) => ({ from, to: from + 10, total: 5, failed: from / 10 }))

test.each([
  ['the days inside', { from: 20, to: 0 }, 5],
  ['no day after the end', { from: 10, to: 20 }, 1],
  ['nothing where the days do not reach back', { from: 0, to: 0 }, -1],
])('%s are summed', (_, window, want) => {
  expect(failedIn(days, window)).toBe(want)
})

test('without days nothing is claimed', () => {
  expect(failedIn([], { from: 10, to: 0 })).toBe(-1)
})
