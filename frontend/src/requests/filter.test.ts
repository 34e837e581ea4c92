import { expect, test } from 'vitest'

import { filterOf, narrowed, readChoice, writeChoice } from './filter'

test('a choice survives being written and read', () => {
  const choice = readChoice({
    from: '2026-11-03',
    to: '2026-11-05',
    outcome: 'no_answer,rejected',
    type: 'cancel',
    q: 'åäö & co',
  })
  expect(readChoice(writeChoice(choice))).toEqual(choice)
  expect(choice.search).toBe('outcome:no_answer,rejected type:cancel åäö & co')
})

test('only more than days is narrowed', () => {
  expect(narrowed(readChoice({ days: '30d' }))).toBe(false)
  expect(narrowed(readChoice({ q: 'x' }))).toBe(true)
})

test('the question carries the page it continues', () => {
  const now = new Date(2026, 10, 24, 9).getTime()
  expect(filterOf(readChoice({ days: 'today', q: ' FP-1 ' }), now, 'c1')).toMatchObject({
    window: { from: new Date(2026, 10, 24).getTime(), to: 0 },
    search: 'FP-1',
    after: 'c1',
  })
})
