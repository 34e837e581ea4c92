import { expect, test } from 'vitest'

import { isSingle, isTyping, moved } from './keys'

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

test('a letter alone is a single key, but not in a field, in a menu, or with Ctrl', () => {
  const menu = document.createElement('ul')
  menu.setAttribute('role', 'menu')
  const places = {
    p: document.createElement('p'),
    i: document.createElement('input'),
    m: menu.appendChild(document.createElement('li')),
  }
  const on = (id: keyof typeof places, key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, ...more })
    Object.defineProperty(event, 'target', { value: places[id] })
    return isSingle(event)
  }
  expect([on('p', 'b'), on('p', '?', { shiftKey: true }), on('p', '1')]).toEqual([true, true, true])
  expect([on('i', 'b'), on('m', 'b'), on('p', 'b', { ctrlKey: true }), on('p', ' '), on('p', 'Enter')]).toEqual(
    Array(5).fill(false),
  )
})
