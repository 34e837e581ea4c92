import { expect, test } from 'vitest'

import { linkQuery, linkTo, linkToRecord, placeQuery } from './link'

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
