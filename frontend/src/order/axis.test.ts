import { expect, test } from 'vitest'

import { grouped, labelled, layOut } from './axis'

const hour = 3_600_000
const day = 24 * hour
const start = new Date(2026, 10, 18, 14, 2).getTime()

test('time runs evenly where nothing is out of proportion', () => {
  const { x, parts } = layOut([start, start + day, start + 2 * day, start + 3 * day], 1048)
  expect([x(start), x(start + 1.5 * day), x(start + 3 * day)].map(Math.round)).toEqual([24, 524, 1024])
  expect(parts.some((part) => part.folded)).toBe(false)
})

test('a month of nothing leaves two fifths to the two hours before it', () => {
  const { x, parts } = layOut([start, start + hour, start + 2 * hour, start + 30 * day], 1048)
  expect(Math.round(x(start + 2 * hour))).toBeGreaterThan(400)
  expect(parts.map((part) => part.folded)).toEqual([false, false, true])
})

test('ticks are midnights after the day it begins with, and no two labels touch', () => {
  const { ticks } = layOut([start, start + 3 * day, start + 6 * day], 1048)
  expect(ticks.map((tick) => new Date(tick.at).getDate())).toEqual([18, 19, 20, 21, 22, 23, 24])
  const narrow = layOut([start, start + 30 * day, start + 60 * day], 600).ticks
  expect(narrow.length).toBeGreaterThan(3)
  narrow.slice(1).forEach((tick, i) => expect(tick.x - (narrow[i]?.x ?? 0)).toBeGreaterThanOrEqual(72))
})

test('within a day the hours are told', () => {
  const { ticks } = layOut([start, start + hour, start + 5 * hour], 1048)
  expect(ticks.length).toBeGreaterThan(3)
  expect(ticks.slice(1).every((tick) => !tick.day)).toBe(true)
})

test('one moment alone has a place', () => {
  const { x } = layOut([start], 800)
  expect(x(start)).toBe(24)
})

test('what is closer than a node is one group', () => {
  const groups = grouped([10, 100, 120, 131], (n) => n, 28)
  expect(groups.map((group) => group.members)).toEqual([[10], [100, 120], [131]])
})

test('labels that would touch are left out', () => {
  expect(labelled([10, 40, 60, 100], 44)).toEqual([true, false, true, false])
})
