import { expect, test } from 'vitest'

import { speakThrough } from './backend'
import { openLink, targetOf } from './links'
import { address } from './place.svelte'

test('a link to a guide opens it with the order filled in, whatever signs the reference has', () => {
  expect(targetOf('ordertrail://diagnose/shipping_notice/FP%2F20%23%C3%A5')).toEqual({
    path: ['troubleshoot'],
    query: { guide: 'shipping_notice', order: 'FP/20#å' },
    pointer: '',
  })
})

test('a link to an order opens its story', () => {
  expect(targetOf('ordertrail://order/FP%2F20%23%C3%A5')).toEqual({
    path: ['order', 'FP/20#å'],
    query: {},
    pointer: '',
  })
  expect(targetOf('ordertrail://order/')).toBeUndefined()
})

test.each([
  ['a request', 'request/a%2Fb', { path: ['requests', 'a/b'], query: {}, pointer: '' }],
  [
    'a value in a stage',
    'request/r1/final#/items/0/a%7E1b',
    { path: ['requests', 'r1', 'final'], query: {}, pointer: '/items/0/a~1b' },
  ],
  [
    'a try of a postback',
    'postback/p1/3',
    { path: ['postbacks'], query: { days: 'all', q: 'id:p1', id: 'p1', try: '3' }, pointer: '' },
  ],
  [
    'a list',
    'requests?from=today&outcome=rejected&search=%C3%A5',
    {
      path: ['requests'],
      query: { days: 'today', from: '', to: '', outcome: 'rejected', type: '', like: '', q: 'å' },
      pointer: '',
    },
  ],
])('a link to %s opens it', (_, link, want) => {
  expect(targetOf(`ordertrail://${link}`)).toEqual(want)
})

test('a link to a value leads to its line', async () => {
  speakThrough(async (method) =>
    method === 'Link'
      ? 'ordertrail://request/r1/final#/items/0'
      : { matches: [{ at: 0, line: 6, path: '', text: '' }], more: false },
  )
  await openLink()
  expect(address.place).toEqual({ path: ['requests', 'r1', 'final'], query: { view: 'pretty', line: '7' } })
})

test('what names no guide, no order, or another program opens nothing', () => {
  for (const link of [
    'ordertrail://diagnose/weather/X',
    'ordertrail://diagnose/disappeared',
    'ordertrail://request/',
    'ordertrail://postback',
    'ordertrail://weather/today',
    'ordertrail://constructor/x',
    'https://diagnose/disappeared/X',
    '',
  ])
    expect(targetOf(link)).toBeUndefined()
})

test('who comes by a link is led there, and who comes without stays', async () => {
  speakThrough(async () => 'ordertrail://diagnose/wrong_product/A-1')
  await openLink()
  const place = address.place
  expect(place).toEqual({ path: ['troubleshoot'], query: { guide: 'wrong_product', order: 'A-1' } })
  speakThrough(async () => '')
  await openLink()
  expect(address.place).toBe(place)
})
