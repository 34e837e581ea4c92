import { expect, test } from 'vitest'

import { isTyping, moved } from './keys'

test.each([
  ['the first arrow selects the first row', 'ArrowDown', -1, 0],
  ['down goes down', 'j', 3, 4],
  ['down stops at the end', 'ArrowDown', 9, 9],
  ['up goes up', 'k', 3, 2],
  ['up stops at the top', 'ArrowUp', 0, 0],
  ['up without a selection takes the first', 'ArrowUp', -1, 0],
  ['a page down', 'PageDown', 1, 5],
  ['a page up', 'PageUp', 5, 1],
  ['home', 'Home', 7, 0],
  ['end', 'End', 2, 9],
])('%s', (_, key, at, want) => {
  expect(moved(key, at, 10, 4)).toBe(want)
})

test('other keys move nothing, and an empty list has nowhere to go', () => {
  expect(moved('x', 1, 10, 4)).toBeUndefined()
  expect(moved('ArrowDown', -1, 0, 4)).toBeUndefined()
})

test('a field keeps its keys', () => {
  expect(isTyping(document.createElement('input'))).toBe(true)
  expect(isTyping(document.createElement('div'))).toBe(false)
  expect(isTyping(null)).toBe(false)
})
