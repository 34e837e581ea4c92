import { expect, test } from 'vitest'

import { address } from './place.svelte'

test('whoever comes back to a list finds its days, filters and row as they were left', () => {
  address.go(['requests'], { days: '30d', outcome: 'rejected', id: 'r1' })
  address.go(['requests', 'r1', 'response'], { view: 'raw' })
  address.enter('requests', { id: 'r2' })
  expect(address.place).toEqual({
    path: ['requests'],
    query: { days: '30d', outcome: 'rejected', id: 'r2' },
  })
  address.enter('postbacks')
  expect(address.place.query).toEqual({})
  address.enter('requests')
  expect(address.place.query).toEqual({ days: '30d', outcome: 'rejected', id: 'r2' })
})

test('the list one is at stays as it is', () => {
  address.go(['postbacks'], { kind: 'shipping' })
  address.enter('postbacks')
  expect(address.place).toEqual({ path: ['postbacks'], query: { kind: 'shipping' } })
})

test('a change of filters is a step back, and what is changed at once after it is the same one', () => {
  address.go(['requests'], {})
  const before = history.length
  address.step({ q: 'a' })
  address.step({ q: 'ab' })
  address.step({ q: 'ab' })
  expect(address.place.query.q).toBe('ab')
  expect(history.length).toBe(before + 1)
})

test('the record in the second pane goes along from screen to screen', () => {
  address.go(['requests'], { id: 'r1' })
  address.step({ beside: 'postbacks:p1' })
  address.go(['requests', 'r1'])
  expect(address.place.query.beside).toBe('postbacks:p1')
  address.amend({ beside: '' })
  address.enter('requests')
  expect(address.place.query.beside).toBeUndefined()
})
