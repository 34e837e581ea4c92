import { expect, test } from 'vitest'

import { gapsIn, gapWords } from './coverage'
import type { Gap } from './types'

const gap = (from: number, to: number, over: Partial<Gap> = {}): Gap => ({
  source: 's',
  list: 'requests',
  from,
  to,
  why: 'not_yet',
  ...over,
})

test('only gaps of the list that touch the window count, newest first', () => {
  const gaps = [gap(0, 10), gap(20, 30), gap(40, 50), gap(40, 50, { list: 'postbacks' }), gap(60, 70)]
  const found = gapsIn({ lists: [], gaps }, 'requests', { from: 10, to: 60 })
  expect(found.map((one) => one.from)).toEqual([40, 20])
})

test('a window without an end reaches to the newest gap', () => {
  expect(gapsIn({ lists: [], gaps: [gap(60, 0)] }, 'requests', { from: 10, to: 0 })).toHaveLength(1)
})

test('a gap says from when to when, and why', () => {
  const from = new Date(2026, 10, 3, 8).getTime()
  const to = new Date(2026, 10, 5, 9, 30).getTime()
  expect(gapWords(gap(from, to))).toMatch(/3 Nov.* 08:00 to 5 Nov.* 09:30 .*not fetched yet/)
})
