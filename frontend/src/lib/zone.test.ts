import { afterEach, expect, test } from 'vitest'

import { dayStart, isoDay, ofIsoDay } from './days'
import { civil, isZone, momentOf, useZone, zoneName } from './zone'

afterEach(() => useZone(''))

const utc = (text: string) => Date.parse(text)

test.each([
  ['Europe/Stockholm', '2026-10-25T12:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z'], // 25 hours
  ['Asia/Kathmandu', '2026-11-18T00:00Z', '2026-11-17T18:15Z', '2026-11-18T18:15Z'],
  ['America/Los_Angeles', '2026-03-08T20:00Z', '2026-03-08T08:00Z', '2026-03-09T07:00Z'], // 23 hours
  ['UTC', '2026-11-18T23:59:59Z', '2026-11-18T00:00Z', '2026-11-19T00:00Z'],
])('a day in %s begins and ends at its own midnights', (name, at, from, to) => {
  useZone(name)
  expect([dayStart(utc(at)), dayStart(utc(at), 1)]).toEqual([utc(from), utc(to)])
  expect(ofIsoDay(isoDay(utc(at)))).toBe(utc(from))
})

test('a clock and a moment are one and the same', () => {
  useZone('Australia/Lord_Howe')
  const at = utc('2026-11-18T13:05:09Z')
  const { year, month, day, hour, minute, second } = civil(at)
  expect(momentOf(year, month, day, hour, minute, second)).toBe(at)
})

test('a zone that is not known leaves that of the system', () => {
  const before = zoneName()
  useZone('Mars/Olympus')
  expect([zoneName(), isZone('Mars/Olympus'), isZone('UTC')]).toEqual([before, false, true])
})
