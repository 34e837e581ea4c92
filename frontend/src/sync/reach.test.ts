import { expect, test } from 'vitest'

import { setNow } from '../lib/clock'
import type { Coverage, Gap, Held } from '../lib/types'
import { reachOf, ticksOf } from './reach'

const at = (month: number, day: number, hour = 0) => new Date(2026, month, day, hour).getTime()
const now = at(10, 18, 15)
setNow(now)

const held = (from: number, to: number): Held => ({ source: 's', list: 'requests', from, to, completeAt: to })
const gap = (from: number, to: number, why: Gap['why']): Gap => ({ source: 's', list: 'requests', from, to, why })
const coverage = (over: Partial<Coverage>): Coverage => ({ lists: [], gaps: [], ...over })

test('a bar reaches from the oldest that is known to now', () => {
  expect(reachOf(coverage({ lists: [held(at(10, 4), at(10, 10))] }), now)).toEqual({ from: at(10, 4), to: now })
})

test('years that the source no longer keeps do not squeeze what is held', () => {
  const { from } = reachOf(
    coverage({ lists: [held(at(10, 4), now)], gaps: [gap(at(0, 1) - 1e11, at(10, 4), 'beyond_source')] }),
    now,
  )
  expect(from).toBeLessThan(at(10, 4))
  expect(from).toBeGreaterThan(at(10, 3))
})

test('a history of one moment still has an axis', () => {
  const { from, to } = reachOf(coverage({ lists: [held(now - 1, now)] }), now)
  expect(to - from).toBeGreaterThanOrEqual(3_600_000)
})

test.each([
  ['of hours', at(10, 18, 3), 1000, /^\d\d:00$/],
  ['of days', at(10, 4), 1000, /^\d+ Nov/],
  ['of months', at(1, 1), 900, /^1 /],
  ['of years', at(-60, 1), 900, /^1 Jan/],
])('an axis %s has marks on whole ones, with room for their words', (_, from, width, words) => {
  const ticks = ticksOf({ from, to: now }, width)
  expect(ticks.length).toBeGreaterThan(2)
  for (const [i, tick] of ticks.entries()) {
    expect(tick.text).toMatch(words)
    const next = ticks[i + 1]
    if (next) expect(next.left - tick.left).toBeGreaterThan(70)
  }
})

test('an axis that is not laid out yet has no marks', () => {
  expect(ticksOf({ from: at(10, 4), to: now }, 0)).toEqual([])
})
