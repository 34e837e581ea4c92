import { expect, test } from 'vitest'

import { neighbour, setNeighbours } from './neighbours'

test('the list leads on in both directions, to its ends', () => {
  setNeighbours(['c', 'b', 'a'])
  expect([neighbour('b', 1), neighbour('b', -1), neighbour('a', 1), neighbour('c', -1)]).toEqual([
    'a',
    'c',
    undefined,
    undefined,
  ])
  expect(neighbour('x', 1)).toBeUndefined()
})
