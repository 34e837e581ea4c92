import { expect, test } from 'vitest'

import { leastOf, movedTo, shownOf, tracksOf, type Shape } from './columns'

const shapes: Shape[] = [
  { name: 'time', text: 'Time', track: '66px', narrow: '62px', least: 66 },
  { name: 'order', text: 'Order', track: '1fr', slim: '90px', least: 100 },
  { name: 'customer', text: 'Customer', track: '2fr', least: 60, roomy: true },
  { name: 'news', text: 'News', track: '150px', least: 100, wideOnly: true },
  { name: 'source', text: 'Source', track: '90px', least: 60, spare: true },
]
const names = (columns: { name: string }[]) => columns.map((column) => column.name)

test('without a choice a list is as designed, and drops a column where it is narrow', () => {
  const shown = shownOf(shapes, [])
  expect(names(shown)).toEqual(['time', 'order', 'customer', 'news'])
  expect(tracksOf(shown, 'wide')).toBe('4.125rem 1fr 2fr 9.375rem')
  expect(tracksOf(shown, 'narrow')).toBe('3.875rem 1fr 2fr')
  expect(tracksOf(shown, 'slim')).toBe('3.875rem 5.625rem')
})

test('chosen columns stand in their order and width, in a narrow window too', () => {
  const shown = shownOf(shapes, [
    { name: 'source', width: 0 },
    { name: 'final:/items/0/productUid', width: 240 },
    { name: 'news', width: 0 },
    { name: 'of a later version', width: 0 },
  ])
  expect(names(shown)).toEqual(['source', 'final:/items/0/productUid', 'news'])
  expect(tracksOf(shown, 'narrow')).toBe('5.625rem 15rem 9.375rem')
  expect(leastOf(shown)).toBe(60 + 240 + 100 + 2 * 10 + 32)
})

test('a column is moved, and not beyond the ends', () => {
  const columns = [
    { name: 'a', width: 0 },
    { name: 'b', width: 9 },
    { name: 'c', width: 0 },
  ]
  expect(names(movedTo(columns, 'b', -1) ?? [])).toEqual(['b', 'a', 'c'])
  expect(names(movedTo(columns, 'b', 5) ?? [])).toEqual(['a', 'c', 'b'])
  expect(movedTo(columns, 'a', -1)).toBeUndefined()
  expect(movedTo(columns, 'nobody', 1)).toBeUndefined()
})
