import { expect, test } from 'vitest'

import { filterOf, narrowed, readChoice, writeChoice } from './filter'

test('a choice survives being written and read', () => {
  const choice = readChoice({ days: '30d', kind: 'shipping', result: 'failed', direction: 'from_printer', q: 'FP-1' })
  expect(readChoice(writeChoice(choice))).toEqual(choice)
  expect(narrowed(choice)).toBe(true)
})

test('clearing keeps the days', () => {
  const choice = { ...readChoice({ days: '30d', kind: 'error', q: 'x' }), search: '' }
  expect([narrowed(choice), writeChoice(choice).days, writeChoice(choice).kind]).toEqual([false, '30d', ''])
})

test('what a chip chose is asked for with what is typed', () => {
  expect(filterOf(readChoice({ kind: 'error', q: ' anna ' }), 0, 'c')).toMatchObject({
    kinds: [],
    search: 'kind:error  anna',
    after: 'c',
  })
})
