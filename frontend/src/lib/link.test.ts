import { afterEach, expect, test } from 'vitest'

import { setNow } from './clock'
import { linkQuery, linkTo, linkToRecord, placeQuery } from './link'
import { useZone } from './zone'

afterEach(() => {
  useZone('')
  setNow(Date.now())
})

test.each([
  ['the usual days', {}, 'from=7d'],
  ['all days', { days: 'all' }, ''],
  ['yesterday', { days: 'yesterday' }, 'from=yesterday&to=yesterday'],
  ['days of a calendar', { from: '2026-11-03', to: '2026-11-05' }, 'from=2026-11-03&to=2026-11-05'],
  [
    'filters and words',
    { days: 'today', outcome: 'rejected,no_answer', q: 'å & "b c"' },
    'from=today&outcome=rejected&outcome=no_answer&search=%C3%A5%20%26%20%22b%20c%22',
  ],
])('a list is linked to as its command would ask: %s', (_, query, want) => {
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
  ['from=14d', { days: '14d', from: '', to: '' }],
  ['from=14d&to=7d', { days: '', from: '2026-11-10T08:40:00Z', to: '2026-11-17T08:40:00Z' }],
  ['from=2026-11-03T08:00', { days: '', from: '2026-11-03T07:00:00Z', to: '' }],
  ['from=2026-11-03T08:00:00%2B01:00', { days: '', from: '2026-11-03T08:00:00+01:00', to: '' }],
])('the dates of a command are those of the screen: %s', (link, want) => {
  useZone('Europe/Stockholm')
  setNow(Date.parse('2026-11-24T09:40+01:00'))
  expect(placeQuery('requests', link)).toMatchObject(want)
})

test('this week stands in a link as its days', () => {
  useZone('Europe/Stockholm')
  setNow(Date.parse('2026-11-25T09:40+01:00'))
  const link = linkQuery('requests', { days: 'week' })
  expect(link).toBe('from=2026-11-23&to=2026-11-25')
  expect(placeQuery('requests', link)).toMatchObject({ days: '', from: '2026-11-23', to: '2026-11-25' })
})

test('what has no chip stands in the box', () => {
  const query = placeQuery('requests', 'from=7d&customer=A%20%26%20B&customer=c9&stage=final&source=acme&search=anna')
  expect(query.q).toBe('stage:final customer:"A & B",c9 source:acme anna')
  expect(query.days).toBe('')
})

test('records and lists are named as the contract says', () => {
  expect(linkToRecord('requests', 'a/b', 'final')).toBe('ordertrail://request/a%2Fb/final')
  expect(linkToRecord('postbacks', 'p1')).toBe('ordertrail://postback/p1')
  expect(linkTo('requests', { days: 'all' })).toBe('ordertrail://requests')
})
