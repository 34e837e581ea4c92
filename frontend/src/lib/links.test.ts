import { expect, test } from 'vitest'

import { speakThrough } from './backend'
import { openLink, placeOfLink } from './links'
import { address } from './place.svelte'

test('a link to a guide opens it with the order filled in, whatever signs the reference has', () => {
  expect(placeOfLink('ordertrail://diagnose/shipping_notice/FP%2F20%23%C3%A5')).toEqual({
    path: ['troubleshoot'],
    query: { guide: 'shipping_notice', order: 'FP/20#å' },
  })
})

test('a link to an order opens its story', () => {
  expect(placeOfLink('ordertrail://order/FP%2F20%23%C3%A5')).toEqual({ path: ['order', 'FP/20#å'], query: {} })
  expect(placeOfLink('ordertrail://order/')).toBeUndefined()
})

test('what names no guide, no order, or another program opens nothing', () => {
  for (const link of [
    'ordertrail://diagnose/weather/X',
    'ordertrail://diagnose/disappeared',
    'https://diagnose/disappeared/X',
    '',
  ])
    expect(placeOfLink(link)).toBeUndefined()
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
