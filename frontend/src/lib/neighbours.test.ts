import { expect, test } from 'vitest'

import { neighbour, orderBeside, setNeighbours, setOrders } from './neighbours'

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

test('an order stands once in its list, by whose it is, and leads on to its ends', () => {
  const of = (reference: string, customer = 'Acme') => ({ reference, customer })
  setOrders([of('3'), of('2'), of('3'), of(''), of('2', 'Other'), of('1')])
  expect([orderBeside(of('3'), 1), orderBeside(of('2', 'Other'), 1), orderBeside(of('2', 'Other'), -1)]).toEqual([
    of('2'),
    of('1'),
    of('2'),
  ])
  expect(orderBeside(of('2', ''), 1)).toEqual(of('2', 'Other'))
  expect([orderBeside(of('3'), -1), orderBeside(of('1'), 1), orderBeside(of('9'), 1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
