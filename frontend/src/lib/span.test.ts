import { expect, test } from 'vitest'

import { setNow } from './clock'
import { readSpan, spanWords, windowOfSpan, writeSpan } from './span'

const now = new Date(2026, 10, 24, 9, 40).getTime()
const day = (month: number, date: number) => new Date(2026, month, date).getTime()
setNow(now)

test.each([
  ['nothing', {}, { preset: '7d' }],
  ['a preset', { days: 'all' }, { preset: 'all' }],
  ['an unknown preset', { days: '8d' }, { preset: '7d' }],
  ['days', { from: '2026-11-03', to: '2026-11-05' }, { from: day(10, 3), to: day(10, 5) }],
  ['days in the wrong order', { from: '2026-11-05', to: '2026-11-03' }, { preset: '7d' }],
])('an address with %s names a span', (_, query, want) => {
  expect(readSpan(query)).toEqual(want)
})

test('a span survives being written and read', () => {
  const span = { from: day(9, 30), to: day(10, 2) }
  expect(readSpan(writeSpan(span))).toEqual(span)
})

test('the last day chosen is in the window', () => {
  expect(windowOfSpan({ from: day(10, 3), to: day(10, 3) }, now)).toEqual({ from: day(10, 3), to: day(10, 4) })
})

test.each([
  [{ preset: '7d' } as const, '18 – 24 Nov'],
  [{ preset: '30d' } as const, '26 Oct – 24 Nov'],
  [{ preset: 'yesterday' } as const, '23 Nov'],
  [{ preset: 'all' } as const, 'All dates'],
])('%j reads %s', (span, want) => {
  expect(spanWords(span, now)).toBe(want)
})
