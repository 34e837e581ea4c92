import { expect, test } from 'vitest'

import type { Gap, Held } from '../lib/types'
import { gapsOf, heldOf, inOrder, narrow, placeOf } from './bar'

const reach = { from: 1000, to: 2000 }
const width = 500 // half a px for each moment

const gap = (from: number, to: number, over: Partial<Gap> = {}): Gap => ({
  source: 's',
  list: 'requests',
  from,
  to,
  why: 'not_yet',
  ...over,
})
const held = (from: number, to: number, completeAt = 5): Held => ({
  source: 's',
  list: 'requests',
  from,
  to,
  completeAt,
})

test.each([
  ['inside', 1200, 1400, { left: 100, width: 100 }],
  ['from before the bar', 0, 1400, { left: 0, width: 200 }],
  ['that reaches out to the left', 500, 1400, { left: 0, width: 200 }],
  ['without an end', 1800, 0, { left: 400, width: 100 }],
  ['outside', 500, 600, { left: 0, width: 0 }],
])('a window %s has its place', (_, from, to, place) => {
  expect(placeOf({ from, to }, reach, width)).toEqual(place)
})

test('a gap of one record is wide enough to be seen, and stays on the bar at either end', () => {
  expect(gapsOf([gap(1500, 1501)], reach, width)).toMatchObject([{ left: 245.25, width: narrow }])
  expect(gapsOf([gap(1000, 1001)], reach, width)).toMatchObject([{ left: 0, width: narrow }])
  expect(gapsOf([gap(1999, 2000)], reach, width)).toMatchObject([{ left: width - narrow, width: narrow }])
})

test('gaps too near to be told apart are one mark that counts them', () => {
  const parts = gapsOf([gap(1500, 1501), gap(1504, 1505), gap(1800, 1801)], reach, width)
  expect(parts.map((part) => !part.held && part.gaps.length)).toEqual([2, 1])
  expect(parts[0]).toMatchObject({ from: 1500, to: 1505, why: 'not_yet' })
})

test('a mark of several reasons names none of them', () => {
  expect(gapsOf([gap(1500, 1501), gap(1504, 1505, { why: 'too_large' })], reach, width)).toMatchObject([{ why: '' }])
})

test('gaps that can be told apart stay apart, also where they touch', () => {
  expect(gapsOf([gap(1200, 1400), gap(1400, 1600, { why: 'forbidden' })], reach, width)).toHaveLength(2)
})

test('a thousand gaps make no more marks than there is room for', () => {
  const many = Array.from({ length: 1000 }, (_, i) => gap(1000 + i, 1000.5 + i))
  const parts = gapsOf(many, reach, width)
  expect(parts.length).toBeLessThanOrEqual(width / narrow)
  expect(parts.reduce((sum, part) => sum + (part.held ? 0 : part.gaps.length), 0)).toBe(1000)
})

test('slivers of what is held melt into what they touch, complete since the older of both', () => {
  expect(heldOf([held(1200, 1201, 7), held(1000, 1200, 9)], reach, width)).toMatchObject([
    { from: 1000, to: 1201, completeAt: 7 },
  ])
})

test('what is held on both sides of a gap stays two parts', () => {
  expect(heldOf([held(1000, 1200), held(1300, 1500)], reach, width)).toHaveLength(2)
})

test('the keyboard walks from left to right through what is held and every gap', () => {
  const parts = inOrder(
    heldOf([held(1300, 2000), held(1000, 1200)], reach, width),
    gapsOf([gap(1200, 1300)], reach, width),
  )
  expect(parts.map((part) => part.held)).toEqual([true, false, true])
})
