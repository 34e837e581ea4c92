import { expect, test } from 'vitest'

import { readPlace, writePlace } from './address'

test('a place survives being written and read', () => {
  const place = { path: ['requests', 'a/b ä'], query: { days: '7d', q: 'a&b=c' } }
  expect(readPlace(writePlace(place))).toEqual(place)
})

test.each(['', '#', '#/', '#//'])('%j is no place in particular', (hash) => {
  expect(readPlace(hash)).toEqual({ path: [], query: {} })
})

test('a broken escape is kept as text', () => {
  expect(readPlace('#/requests/%E0%A4%A').path).toEqual(['requests', '%E0%A4%A'])
})

test('empty values are not written', () => {
  expect(writePlace({ path: ['requests'], query: { id: '' } })).toBe('#/requests')
})
