import { expect, test } from 'vitest'

import { dayStart, edges, isoDay, ofIsoDay, underDays, windowOf } from './days'

const noon = new Date(2026, 10, 24, 12, 30).getTime()
const midnight = (month: number, day: number) => new Date(2026, month, day).getTime()

test.each([
  ['today has no end', 'today', midnight(10, 24), 0],
  ['yesterday ends at midnight', 'yesterday', midnight(10, 23), midnight(10, 24)],
  ['seven days count today', '7d', midnight(10, 18), 0],
  ['thirty days reach into the month before', '30d', midnight(9, 26), 0],
  ['all has no bounds', 'all', 0, 0],
] as const)('%s', (_, preset, from, to) => {
  expect(windowOf(preset, noon)).toEqual({ from, to })
})

test('edges are midnights, also across a change to winter time', () => {
  const found = edges(new Date(2026, 9, 26, 9).getTime(), 3)
  expect(found).toEqual([midnight(9, 24), midnight(9, 25), midnight(9, 26), midnight(9, 27)])
})

test('a day survives being written and read', () => {
  expect(ofIsoDay(isoDay(noon))).toBe(dayStart(noon))
})

test.each(['2026-02-30', '2026-1-1', 'today', ''])('%j names no day', (text) => {
  expect(ofIsoDay(text)).toBeUndefined()
})

test('each day gets one line above its rows', () => {
  const rows = [noon, noon - 60_000, noon - 86_400_000]
  const lines = underDays(rows, (row) => row, String)
  expect(lines.map((line) => ('day' in line ? isoDay(line.day) : 'row'))).toEqual([
    '2026-11-24',
    'row',
    'row',
    '2026-11-23',
    'row',
  ])
})
