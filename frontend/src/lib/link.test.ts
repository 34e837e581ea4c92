import { afterEach, expect, test } from 'vitest'

import { setNow } from './clock'
import { presets } from './days'
import { linkQuery, linkTo, linkToRecord, placeQuery } from './link'
import { readSpan, windowOfSpan, writeSpan } from './span'
import { useZone } from './zone'

afterEach(() => {
  useZone('')
  setNow(Date.now())
})

test.each([
  ['the usual days', {}, 'from=today-6'],
  ['thirty days', { days: '30d' }, 'from=today-29'],
  ['this week', { days: 'week' }, 'from=monday'],
  ['seven days back from now', { from: '7d' }, 'from=7d'],
  ['all days', { days: 'all' }, ''],
  ['yesterday', { days: 'yesterday' }, 'from=yesterday&to=yesterday'],
  ['days of a calendar', { from: '2026-11-03', to: '2026-11-05' }, 'from=2026-11-03&to=2026-11-05'],
  [
    'filters and words',
    { days: 'today', outcome: 'rejected,no_answer', q: 'å & "b c"' },
    'from=today&outcome=rejected&outcome=no_answer&search=%C3%A5%20%26%20%22b%20c%22',
  ],
])('a list stands in a view as its command would ask for it: %s', (_, query, want) => {
  expect(linkQuery('requests', query)).toBe(want)
})

test('a link leads back to the list that it was copied from', () => {
  const query = {
    days: 'yesterday',
    from: '',
    to: '',
    kind: 'shipping',
    direction: '',
    result: 'failed,retrying',
    q: 'a b',
  }
  expect(placeQuery('postbacks', linkQuery('postbacks', query))).toEqual(query)
})

test.each([
  ['from=2026-11-03', { days: '', from: '2026-11-03', to: '' }],
  ['to=2026-11-05', { days: '', from: '', to: '2026-11-05' }],
  ['from=yesterday', { days: '', from: '2026-11-23', to: '' }],
  ['from=2026-11-03&to=today', { days: '', from: '2026-11-03', to: '2026-11-24' }],
  ['from=7d', { days: '', from: '7d', to: '' }],
  ['from=monday&to=yesterday', { days: '', from: '2026-11-23', to: '2026-11-23' }],
  ['from=today-13&to=today-7', { days: '', from: '2026-11-11', to: '2026-11-17' }],
  ['from=14d&to=7d', { days: '', from: '2026-11-10T08:40:00Z', to: '2026-11-17T08:40:00Z' }],
  ['from=2026-11-03T08:00', { days: '', from: '2026-11-03T07:00:00Z', to: '' }],
  ['from=2026-11-03T08:00:00%2B01:00', { days: '', from: '2026-11-03T08:00:00+01:00', to: '' }],
])('the dates of a command are those of the screen: %s', (link, want) => {
  useZone('Europe/Stockholm')
  setNow(Date.parse('2026-11-24T09:40+01:00'))
  expect(placeQuery('requests', link)).toMatchObject(want)
})

test.each(presets)('%s stays what it is in a view, whichever day it is shown on', (preset) => {
  const view = linkQuery('requests', writeSpan({ preset }))
  expect(readSpan(placeQuery('requests', view))).toEqual({ preset })
})

test('seven days of a command begin at the time of day it is, those of the screen with a whole day', () => {
  useZone('Europe/Stockholm')
  const at = Date.parse('2026-11-24T09:40+01:00')
  setNow(at)
  const begin = (link: string) => new Date(windowOfSpan(readSpan(placeQuery('requests', link)), at).from).toISOString()
  expect(begin('from=7d')).toBe('2026-11-17T08:40:00.000Z')
  expect(begin('from=today-6')).toBe('2026-11-17T23:00:00.000Z')
})

test.each([
  ['r1', 'like:r1', ''],
  ['r1#/lookups/0', 'like:r1#/lookups/0', 'anna'],
  ['a, "b"', 'like:"a, \\"b\\""', 'kind:x "a b"'],
])('a list of those that failed alike is linked to, saved and shown again: %s', (like, said, q) => {
  const link = linkQuery('requests', { days: 'all', like, q })
  expect(new URLSearchParams(link).get('search')).toBe([said, q].filter(Boolean).join(' '))
  expect(placeQuery('requests', link)).toMatchObject({ days: 'all', like, q })
})

test('several that are alike stand in the box', () => {
  expect(placeQuery('requests', 'search=like%3Ar1%2Cr2%20anna')).toMatchObject({ like: '', q: 'like:r1,r2 anna' })
})

test('a link has no words for days but those of the contract', () => {
  setNow(Date.parse('2026-11-25T09:40Z'))
  useZone('UTC')
  for (const [days, from] of [
    ['', '2026-11-19'],
    ['30d', '2026-10-27'],
    ['week', '2026-11-23'],
    ['today', 'today'],
  ])
    expect(linkTo('requests', { days: days ?? '' })).toBe(`ordertrail://requests?from=${from}`)
})

test('what has no chip stands in the box', () => {
  const query = placeQuery(
    'requests',
    'from=today-6&customer=A%20%26%20B&customer=c9&stage=final&source=acme&search=anna',
  )
  expect(query.q).toBe('stage:final customer:"A & B",c9 source:acme anna')
  expect(query.days).toBe('')
})

test('records and lists are named as the contract says', () => {
  expect(linkToRecord('requests', 'a/b', 'final')).toBe('ordertrail://request/a%2Fb/final')
  expect(linkToRecord('postbacks', 'p1')).toBe('ordertrail://postback/p1')
  expect(linkTo('requests', { days: 'all' })).toBe('ordertrail://requests')
})
