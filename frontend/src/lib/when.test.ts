import { expect, test } from 'vitest'

import { setNow } from './clock'
import { dayHeading, when } from './when'

const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime()
setNow(at(24, 9, 42))

test.each([
  [at(24, 9, 38), 'today 09:38, 4 min ago'],
  [at(24, 8, 10), 'today 08:10'],
  [at(24, 11, 0), 'today 11:00'],
  [at(23, 23, 59), 'yesterday 23:59'],
  [at(2, 8, 5), '2 Nov 08:05'],
])('%d is %s', (moment, want) => {
  expect(when(moment)).toBe(want)
})

test('a day is named by how near it is', () => {
  expect([24, 23, 22].map((day) => dayHeading(at(day, 0, 0)))).toEqual([
    'Tuesday 24 November, today',
    'Monday 23 November, yesterday',
    'Sunday 22 November',
  ])
})
