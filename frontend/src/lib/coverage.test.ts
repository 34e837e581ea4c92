import { expect, test } from 'vitest'

import { capturedTo, gapsIn, gapWords, spanWords } from './coverage'
import type { Gap, Held } from './types'

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

test('a list is captured up to where the source that is behind was read, and not at all with a gap', () => {
  const held = (source: string, from: number, to: number, list: Held['list'] = 'requests'): Held => ({
    source,
    list,
    from,
    to,
    completeAt: to,
  })
  const lists = [held('a', 0, 50), held('a', 50, 100), held('b', 0, 90), held('b', 0, 20, 'postbacks')]
  expect(capturedTo({ lists, gaps: [] }, 'requests', { from: 10, to: 0 })).toBe(90)
  expect(capturedTo({ lists, gaps: [gap(60, 70)] }, 'requests', { from: 10, to: 0 })).toBe(0)
  expect(capturedTo({ lists, gaps: [gap(60, 70)] }, 'requests', { from: 70, to: 80 })).toBe(90)
  expect(capturedTo({ lists: [], gaps: [] }, 'requests', { from: 0, to: 0 })).toBe(0)
})

test('a gap says from when to when, and why', () => {
  const from = new Date(2026, 10, 3, 8).getTime()
  const to = new Date(2026, 10, 5, 9, 30).getTime()
  expect(gapWords(gap(from, to))).toMatch(/3 Nov.* 08:00 to 5 Nov.* 09:30 .*not fetched yet/)
})

test('a gap of one record is a moment', () => {
  const at = new Date(2026, 10, 3, 8, 5, 9).getTime()
  expect(gapWords(gap(at, at + 1, { why: 'too_large' }))).toMatch(/^3 Nov.* at 08:05:09: a record was too large\.$/)
  expect(spanWords({ from: at, to: at + 1 })).toMatch(/^3 Nov.* at 08:05:09$/)
})

test.each([
  ['of one day names the day once', [3, 8], [3, 9], /^3 Nov.* 08:00 to 09:00$/],
  ['over days names both', [3, 8], [5, 9], /^3 Nov.* 08:00 to 5 Nov.* 09:00$/],
] as const)('a window %s', (_, [day, hour], [lastDay, lastHour], words) => {
  const at = (d: number, h: number) => new Date(2026, 10, d, h).getTime()
  expect(spanWords({ from: at(day, hour), to: at(lastDay, lastHour) })).toMatch(words)
})

test('an open window has one end only', () => {
  const at = new Date(2026, 10, 3, 8).getTime()
  expect(spanWords({ from: 0, to: at })).toMatch(/^before 3 Nov.* 08:00$/)
  expect(spanWords({ from: at, to: 0 })).toMatch(/^after 3 Nov.* 08:00$/)
})
