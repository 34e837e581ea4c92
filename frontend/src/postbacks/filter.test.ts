import { expect, test } from 'vitest'

import { filterOf, narrowed, nothing, readChoice, writeChoice } from './filter'

test('a choice survives being written and read', () => {
  const choice = readChoice({ days: '30d', kind: 'shipping', result: 'failed', direction: 'from_printer', q: 'FP-1' })
  expect(readChoice(writeChoice(choice))).toEqual(choice)
  expect(narrowed(choice)).toBe(true)
})

test('clearing keeps the days', () => {
  const choice = { ...readChoice({ days: '30d', kind: 'error', q: 'x' }), ...nothing }
  expect([narrowed(choice), writeChoice(choice).days]).toEqual([false, '30d'])
})

test('all kinds ask for none in particular', () => {
  expect(filterOf(readChoice({ kind: 'nonsense' }), 0, '').kinds).toEqual([])
  expect(filterOf(readChoice({ kind: 'error' }), 0, 'c').kinds).toEqual(['error'])
})
