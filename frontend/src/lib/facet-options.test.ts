import { expect, test } from 'vitest'

import { facetOptions } from './facet-options'

const values = [
  { value: 'Kiosk AB', name: 'Kiosk AB', count: 1284 },
  { value: 'c9', name: 'Twins', count: 2 },
]

test('what is there is offered with its count, and what is chosen stays', () => {
  expect(facetOptions(values, ['c9', 'Gone AB'], false)).toEqual([
    { value: 'Kiosk AB', text: 'Kiosk AB', count: '1,284' },
    { value: 'c9', text: 'Twins', count: '2' },
    { value: 'Gone AB', text: 'Gone AB', count: '0' },
  ])
})

test('a closed set is offered whole, and a count that goes on says so', () => {
  const closed = [
    { value: 'c9', text: 'Nine' },
    { value: 'c1', text: 'One' },
  ]
  expect(facetOptions(values, [], true, closed).map((option) => option.count)).toEqual(['2+', '0+'])
})
