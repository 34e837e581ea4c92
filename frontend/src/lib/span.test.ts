import { expect, test } from 'vitest'

import { setNow } from './clock'
import { useZone } from './zone'
import { around, daysOf, readSpan, spanWords, windowOfSpan, writeSpan } from './span'

const now = new Date(2026, 10, 24, 9, 40).getTime()
const day = (month: number, date: number) => new Date(2026, month, date).getTime()
setNow(now)

test.each([
  ['nothing', {}, { preset: '7d' }],
  ['a preset', { days: 'all' }, { preset: 'all' }],
  ['an unknown preset', { days: 'soon' }, { preset: '7d' }],
  ['so many days back', { from: '7d' }, { last: 7 }],
  ['an open end', { from: '2026-11-03' }, { since: day(10, 3), until: 0 }],
  ['an open begin', { to: '2026-11-05' }, { since: 0, until: day(10, 6) }],
  [
    'a day and a moment',
    { from: '2026-11-03', to: new Date(day(10, 4)).toISOString() },
    { since: day(10, 3), until: day(10, 4) },
  ],
  ['days', { from: '2026-11-03', to: '2026-11-05' }, { from: day(10, 3), to: day(10, 5) }],
  ['days in the wrong order', { from: '2026-11-05', to: '2026-11-03' }, { preset: '7d' }],
])('an address with %s names a span', (_, query, want) => {
  expect(readSpan(query)).toEqual(want)
})

test.each([
  { from: day(9, 30), to: day(10, 2) },
  { since: day(9, 30), until: 0 },
  { since: 0, until: day(9, 30) },
  { last: 14 },
  { last: 7 },
  { preset: 'week' as const },
])('%j survives being written and read', (span) => {
  expect(readSpan(writeSpan(span))).toEqual(span)
})

test('days back begin at the time of day it is', () => {
  expect(windowOfSpan({ last: 2 }, now)).toEqual({ from: new Date(2026, 10, 22, 9, 40).getTime(), to: 0 })
})

test('the last day chosen is in the window', () => {
  expect(windowOfSpan({ from: day(10, 3), to: day(10, 3) }, now)).toEqual({ from: day(10, 3), to: day(10, 4) })
})

test.each([
  [{ preset: '7d' } as const, '18 – 24 Nov'],
  [{ preset: '30d' } as const, '26 Oct – 24 Nov'],
  [{ preset: 'yesterday' } as const, '23 Nov'],
  [{ preset: 'all' } as const, 'All dates'],
  [{ last: 14 }, '10 – 24 Nov'],
  [{ since: day(10, 3), until: 0 }, 'after 3 Nov 00:00:00'],
  [{ since: 0, until: day(10, 3) }, 'before 3 Nov 00:00:00'],
])('%j reads %s', (span, want) => {
  expect(spanWords(span, now)).toBe(want)
})

test('moments stand in the address so that every zone reads them alike', () => {
  const span = around(Date.parse('2026-11-18T13:05:09Z'))
  expect(writeSpan(span)).toEqual({ days: '', from: '2026-11-18T12:50:09Z', to: '2026-11-18T13:20:09Z' })
  expect(readSpan(writeSpan(span))).toEqual(span)
  useZone('UTC')
  expect(spanWords(span, now)).toBe('18 Nov 12:50:09 – 13:20:09')
  expect(daysOf(span, now)).toEqual({ from: Date.parse('2026-11-18'), to: Date.parse('2026-11-18') })
  useZone('')
})

test('this week begins on its Monday', () => {
  expect(windowOfSpan({ preset: 'week' }, now)).toEqual({ from: day(10, 23), to: 0 })
})
