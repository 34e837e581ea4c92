import { expect, test } from 'vitest'

import { rem, roomOf, roomSelector, scaled } from './scaling'

test('lengths of a style grow with the text, thin lines do not', () => {
  expect(scaled('0 -4px 16px')).toBe('0 -0.25rem 1rem')
  expect(scaled('calc(100% + 1.5px)')).toBe('calc(100% + 1.5px)')
  expect(scaled('minmax(0, 1fr) 292px')).toBe('minmax(0, 1fr) 18.25rem')
  expect(scaled('500 11px/16px var(--font-ui)')).toBe('500 0.6875rem/1rem var(--font-ui)')
  expect(scaled('url(a-12px.svg)')).toBe('url(a-12px.svg)')
  expect(rem(32)).toBe('2rem')
})

test('the page says which steps its room is below', () => {
  expect(roomOf(1920, 1000)).toBe('')
  expect(roomOf(1180, 761)).toBe('width-1600 width-1180')
  expect(roomOf(512, 350)).toBe('width-1600 width-1180 width-760 height-760 height-560')
})

test('a question about the window becomes one about the room, if it is a known one', () => {
  expect(roomSelector('(max-width: 1180px)')).toBe(':where(:root[data-below~="width-1180"])')
  expect(roomSelector('(prefers-reduced-motion: reduce)')).toBeUndefined()
  expect(() => roomSelector('(max-width: 1181px)')).toThrow('no such step')
})
