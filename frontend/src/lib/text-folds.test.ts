import { expect, test } from 'vitest'

import { folded, hidden, lineOfRow, rowOfLine } from './text-folds'

const folds = folded(folded([], { line: 2, end: 5 }), { line: 8, end: 9 })

test('rows skip what is folded away', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((row) => lineOfRow(folds, row))).toEqual([0, 1, 2, 6, 7, 8, 10])
})

test('a line that is folded away is in the row of its fold', () => {
  expect([2, 3, 5, 6, 8, 9, 10].map((line) => rowOfLine(folds, line))).toEqual([2, 2, 2, 3, 5, 5, 6])
})

test('a fold around another one takes it in', () => {
  const outer = folded(folds, { line: 1, end: 6 })
  expect(outer).toEqual([
    { line: 1, end: 6 },
    { line: 8, end: 9 },
  ])
  expect(hidden(outer)).toBe(6)
})
