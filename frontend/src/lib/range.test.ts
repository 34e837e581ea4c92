import { expect, test } from 'vitest'

import { fractionAt, momentAt, moveBy, partAt } from './range'

const part = (from: number, total: number) => ({ from, to: from + 10, total, failed: 0 })
const parts = [part(0, 4), part(10, 0), part(20, 7), part(30, 1)]

test('a bar stands for the time from the newest at its top to the oldest at its foot', () => {
  expect([fractionAt(parts, 40), fractionAt(parts, 20), fractionAt(parts, 0), fractionAt(parts, -99)]).toEqual([
    0, 0.5, 1, 1,
  ])
  expect([momentAt(parts, 0), momentAt(parts, 0.25), momentAt(parts, 2)]).toEqual([40, 30, 0])
})

test('a moment lies in one part, the nearest when outside', () => {
  expect([partAt(parts, 0), partAt(parts, 19), partAt(parts, 20), partAt(parts, 400)]).toEqual([0, 1, 2, 3])
})

test('a step goes to the next part that holds something', () => {
  expect([moveBy(parts, 35, 1), moveBy(parts, 25, 1), moveBy(parts, 5, -1)]).toEqual([29, 9, 29])
  expect(moveBy(parts, 5, 1)).toBeUndefined()
  expect(moveBy(parts, 35, 10)).toBe(9)
})
