import { afterEach, expect, test } from 'vitest'

import { overwriteGetLocale } from '../paraglide/runtime'
import { setNow } from './clock'
import { clock, dayLong, daysAgo, dayShort, number, numberBrief, size, took } from './format'

const at = new Date(2026, 10, 24, 9, 38, 4).getTime()
setNow(at)
afterEach(() => overwriteGetLocale(() => 'en'))

test.each([
  ['en', '1,284', '2.6 s', 'Tuesday 24 November', '24 Nov'],
  ['sv', '1 284', '2,6 s', 'Tisdag 24 november', '24 nov.'],
] as const)('%s has its own numbers and days', (locale, many, span, long, short) => {
  overwriteGetLocale(() => locale)
  expect(number(1284).replace(/\s/g, ' ')).toBe(many)
  expect(took(2600)).toBe(span)
  expect(dayLong(at)).toBe(long)
  expect(dayShort(at)).toBe(short)
})

test.each([
  ['en', '9,840', '125k', '3m'],
  ['sv', '9 840', '125 tn', '3 mn'],
] as const)('in %s many are written briefly where there is little room', (locale, exact, thousands, millions) => {
  overwriteGetLocale(() => locale)
  expect([9840, 125_400, 3_000_000].map((n) => numberBrief(n).replace(/\s/g, ' '))).toEqual([
    exact,
    thousands,
    millions,
  ])
})

test('a clock shows seconds', () => {
  expect(clock(at)).toBe('09:38:04')
})

test.each([
  [-1, '–'],
  [0, '0 ms'],
  [118, '118 ms'],
  [30_000, '30.0 s'],
  [240_000, '4 min'],
])('%d ms is written %s', (ms, want) => {
  expect(took(ms)).toBe(want)
})

test.each([
  [640, '640 B'],
  [1900, '1.9 kB'],
  [2_400_000, '2.4 MB'],
])('%d bytes are written %s', (bytes, want) => {
  expect(size(bytes)).toBe(want)
})

test('the day before midnight is yesterday, however few hours ago', () => {
  expect(daysAgo(at)).toBe(0)
  expect(daysAgo(new Date(2026, 10, 23, 23, 59).getTime())).toBe(1)
})

test('another year is named', () => {
  expect(dayShort(new Date(2024, 1, 3).getTime())).toBe('3 Feb 2024')
})
