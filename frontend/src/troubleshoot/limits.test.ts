import { expect, test } from 'vitest'

import { limits, most, shownOf, withLimit } from './limits'

const none = { confirm: 0, scan: 0, produce: 0, ship: 0, transit: 0, deliver: 0, lateNews: 0 }
const day = 86_400_000

function limitOf(key: keyof typeof none) {
  const limit = limits.find((one) => one.key === key)
  if (!limit) throw new Error(`no limit ${key}`)
  return limit
}

test('what is not chosen shows what is usual', () => {
  expect(limits.map((limit) => shownOf(limit, none))).toEqual([15, 15, 3, 1, 2, 7, 1])
})

test('a limit is chosen in its unit, and is usual again once it is emptied', () => {
  const chosen = withLimit(limitOf('ship'), none, 2.5)
  expect(chosen).toEqual({ ...none, ship: 2.5 * day })
  expect(shownOf(limitOf('ship'), chosen)).toBe(2.5)
  for (const units of [undefined, 0, -1, NaN, 1]) expect(withLimit(limitOf('ship'), chosen, units)).toEqual(none)
})

test('no limit is longer than 90 days', () => {
  expect(most(limitOf('confirm'))).toBe(90 * 24 * 60)
  expect(withLimit(limitOf('produce'), none, 1000).produce).toBe(90 * day)
})
