import { expect, test } from 'vitest'

import { Picked } from './picked.svelte'

const all = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, row: key }))
const row = (key: string) => ({ key, row: key })

test('the first row that is added takes the chosen one along', () => {
  const picked = new Picked<string>()
  picked.toggle(row('c'), row('a'))
  expect(picked.ids).toEqual(['a', 'c'])
  picked.toggle(row('a'), row('c'))
  expect(picked.ids).toEqual(['c'])
})

test('a range grows and shrinks from where it began', () => {
  const picked = new Picked<string>()
  picked.reach(all, 'd', 'b')
  expect(picked.ids).toEqual(['b', 'c', 'd'])
  picked.reach(all, 'c', 'd')
  expect(picked.ids).toEqual(['b', 'c'])
  picked.reach(all, 'a', 'c')
  expect(picked.ids).toEqual(['a', 'b'])
})

test('what was picked stays when the list shows other rows', () => {
  const picked = new Picked<string>()
  picked.reach(all, 'b', 'a')
  picked.reach([row('x'), row('y')], 'y', 'x')
  expect(picked.ids).toEqual(['y'])
  picked.toggle(row('z'))
  expect(picked.ids).toEqual(['y', 'z'])
})

test('all of a long list says how many are left out, until something else is picked', () => {
  const picked = new Picked<string>()
  picked.take(all, 100_000)
  expect([picked.size, picked.leftOut]).toEqual([5, 99_995])
  picked.toggle(row('a'))
  expect([picked.size, picked.leftOut]).toEqual([4, 0])
})

test('all of a list is picked page after page, as far as its pages were cut off', async () => {
  const pages: Record<string, { rows: string[]; next: string; total: number }> = {
    '': { rows: [], next: '1', total: -1 },
    '1': { rows: ['a', 'b'], next: '2', total: -1 },
    '2': { rows: ['c'], next: '', total: -1 },
  }
  const asked: number[] = []
  const picked = new Picked<string>()
  await picked.takeAll(String, (after, limit) => {
    asked.push(limit)
    return Promise.resolve(pages[after] ?? { rows: [], next: '', total: -1 })
  })
  expect([picked.ids, picked.leftOut, asked]).toEqual([['a', 'b', 'c'], 0, [1000, 1000, 998]])
})

test('a list that is longer than can be picked says how many are left out', async () => {
  const picked = new Picked<string>()
  const rows = Array.from({ length: 1000 }, (_, n) => `r${n}`)
  await picked.takeAll(String, () => Promise.resolve({ rows, next: 'more', total: 2500 }))
  expect([picked.size, picked.leftOut]).toEqual([1000, 1500])
})

test('what is let go while all of a list is looked for stays let go', async () => {
  const picked = new Picked<string>()
  await picked.takeAll(String, () => {
    picked.clear() // while the answer is on its way
    return Promise.resolve({ rows: ['a', 'b'], next: '', total: 2 })
  })
  expect([picked.ids, picked.leftOut]).toEqual([[], 0])
})
