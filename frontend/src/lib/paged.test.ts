import { expect, test, vi } from 'vitest'

import { Fault } from './fault'
import { Paged, type PageOf } from './paged.svelte'

const none = { lists: [], gaps: [] }

/** A list of numbers, newest first, three a page; a moment is a number too. */
function numbers(all: number[], pages = 12) {
  const asked: string[] = []
  let failing = false
  const list = new Paged<number, string>({
    key: String,
    size: 3,
    held: pages,
    async fetch(_, { after, before, near }): Promise<PageOf<number>> {
      asked.push(after || before || (near ? `near ${near}` : ''))
      if (failing) throw new Fault('io', 'disk', '')
      const fits = (n: number) => (after ? n < Number(after) : near ? n <= near : true)
      const newer = all.filter((n) => n > Number(before))
      const rows = before ? newer.slice(-3) : all.filter(fits).slice(0, 3)
      const next = rows.length > 0 && rows.at(-1) !== all.at(-1) ? String(rows.at(-1)) : ''
      const prev = (after || before || near) && rows[0] !== all[0] ? String(rows[0]) : ''
      return { rows, next, prev, total: after || before ? -1 : all.length, coverage: none }
    },
  })
  return { list, asked, fail: (on: boolean) => (failing = on) }
}

test('a list grows page by page to its end', async () => {
  const { list } = numbers([9, 8, 7, 6, 5])
  await list.load('')
  expect([list.rows, list.total, list.more]).toEqual([[9, 8, 7], 5, true])
  await list.grow()
  expect([list.rows, list.more, list.status]).toEqual([[9, 8, 7, 6, 5], false, 'ready'])
})

test('a page is asked for once, however often the end is seen', async () => {
  const { list, asked } = numbers([9, 8, 7, 6, 5])
  await list.load('')
  await Promise.all([list.grow(), list.grow()])
  expect(asked).toEqual(['', '7'])
})

test('a moment far down is one page away, and the list grows from there both ways', async () => {
  const { list, asked } = numbers([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  await list.load('')
  await list.jump(6)
  expect([list.rows, list.newer, list.more, list.total, list.above]).toEqual([[6, 5, 4], true, true, 12, -1])
  await list.growUp()
  expect([list.rows, list.newer]).toEqual([[9, 8, 7, 6, 5, 4], true])
  await list.growUp()
  await list.growUp()
  expect([list.rows.length, list.newer, list.above]).toEqual([9, false, 0])
  expect(asked).toEqual(['', 'near 6', '6', '9'])
})

test('the oldest rows are one page away, and how many stand above them is known', async () => {
  const { list } = numbers([9, 8, 7, 6, 5, 4, 3])
  await list.load('')
  await list.last()
  expect([list.rows, list.more, list.newer, list.above]).toEqual([[5, 4, 3], false, true, 4])
  await list.growUp()
  expect([list.rows.length, list.above]).toEqual([6, 1])
})

test('however far a list is scrolled, only some pages are held', async () => {
  const all = Array.from({ length: 60 }, (_, i) => 60 - i)
  const { list } = numbers(all, 4)
  await list.load('')
  for (let i = 0; i < 12; i++) {
    await list.grow()
    await vi.waitFor(() => expect(list.rows.length).toBeLessThanOrEqual(12))
  }
  expect([list.rows[0], list.rows.at(-1), list.above, list.newer]).toEqual([33, 22, 27, true])
  for (let i = 0; i < 20; i++) await list.growUp()
  expect([list.rows[0], list.rows.length, list.newer, list.more]).toEqual([60, 12, false, true])
})

test('news are counted far from the top too, and what is looked at stays', async () => {
  const all = [9, 8, 7, 6, 5, 4, 3, 2, 1]
  const { list } = numbers(all)
  await list.load('')
  await list.jump(3)
  all.unshift(11, 10)
  await list.glance(false)
  expect([list.rows, list.fresh]).toEqual([[3, 2, 1], 2])
})

test('a list that is opened again stands as it was left', async () => {
  const { list } = numbers([9, 8, 7, 6, 5, 4])
  await list.open('')
  await list.jump(6)
  await list.open('')
  expect(list.rows).toEqual([6, 5, 4])
  await list.open('another')
  expect(list.rows).toEqual([9, 8, 7])
})

test('news wait at the top, and what changed is shown in place', async () => {
  const all = [3, 2, 1]
  const { list } = numbers(all)
  await list.load('')
  all.unshift(5, 4)
  await list.glance(false)
  expect([list.rows, list.fresh]).toEqual([[3, 2, 1], 2])
  await list.reload()
  expect([list.rows, list.fresh]).toEqual([[5, 4, 3], 0])
})

test('an empty list takes news at once', async () => {
  const all: number[] = []
  const { list } = numbers(all)
  await list.load('')
  all.push(1)
  await list.glance(true)
  expect(list.rows).toEqual([1])
})

test('a failure keeps what is shown', async () => {
  const { list, fail } = numbers([9, 8, 7, 6])
  await list.load('')
  fail(true)
  await list.grow()
  expect([list.status, list.fault?.code, list.rows]).toEqual(['failed', 'io', [9, 8, 7]])
})

test('the answer to an older question is dropped', async () => {
  const answers: ((page: PageOf<string>) => void)[] = []
  const list = new Paged<string, string>({ key: String, fetch: () => new Promise((answer) => answers.push(answer)) })
  const first = list.load('a')
  const second = list.load('b')
  answers[1]?.({ rows: ['b'], next: '', total: 1, coverage: none })
  answers[0]?.({ rows: ['a'], next: '', total: 1, coverage: none })
  await Promise.all([first, second])
  expect(list.rows).toEqual(['b'])
})

/** A list whose pages are cut off after one look each; a look may find nothing. */
function slow(looks: number[][]) {
  let asked = 0
  const list = new Paged<number, string>({
    key: String,
    size: 3,
    fetch: (_, { after }) => {
      const at = Number(after)
      asked++
      return Promise.resolve({
        rows: looks[at] ?? [],
        next: at + 1 < looks.length ? String(at + 1) : '',
        down: at + 1 < looks.length ? 1000 - at : 0,
        total: -1,
        coverage: none,
      })
    },
  })
  return { list, looks: () => asked }
}

test('a page that was cut off is looked for until it is full', async () => {
  const { list, looks } = slow([[], [9], [], [8, 7], [6], [5]])
  await list.load('')
  expect(list.looking).toBe(true)
  await vi.waitFor(() => expect(list.looking).toBe(false))
  expect([list.rows, list.more, looks()]).toEqual([[9, 8, 7], true, 4])
})

test('nothing found is said only when all was looked at', async () => {
  const { list } = slow([[], [], []])
  await list.load('')
  expect([list.rows.length, list.more]).toEqual([0, true])
  await vi.waitFor(() => expect(list.more).toBe(false))
  expect(list.looking).toBe(false)
})

test('how far was looked is told, as long as it is not everywhere', async () => {
  const { list } = slow([[], [], [4]])
  await list.load('')
  expect(list.down).toBe(1000)
  list.stop()
  await vi.waitFor(() => expect(list.down).toBe(999))
  await list.grow()
  expect([list.rows, list.down]).toEqual([[4], 0])
})

test('what a first page that was cut off had not found yet is no news later', async () => {
  let first = true
  const list = new Paged<number, string>({
    key: String,
    size: 3,
    fetch(_, { after, near }): Promise<PageOf<number>> {
      const cut = first && !after && !near
      const rows = near ? [4, 3, 2] : after ? [8, 7] : cut ? [9] : [9, 8, 7]
      first = false
      return Promise.resolve({ rows, next: cut ? '9' : '2', prev: near ? '4' : '', total: -1, coverage: none })
    },
  })
  await list.load('')
  await vi.waitFor(() => expect(list.rows).toEqual([9, 8, 7]))
  await list.jump(4)
  await list.glance(false)
  expect([list.rows, list.newer, list.fresh]).toEqual([[4, 3, 2], true, 0])
})

test('looking stops when it is told to, and goes on from there', async () => {
  const { list, looks } = slow([[], [], [4], []])
  await list.load('')
  list.stop()
  await vi.waitFor(() => expect(looks()).toBe(2))
  expect([list.rows, list.more]).toEqual([[], true])
  await list.grow()
  expect([list.rows, list.more]).toEqual([[4], false])
})

test('how many rows there are is asked for while the page is shown, and an answer to an older question is dropped', async () => {
  const answers: ((total: number) => void)[] = []
  const list = new Paged<number, string>({
    key: String,
    fetch: () => Promise.resolve({ rows: [3, 2], next: '2', total: -1, coverage: none }),
    count: () => new Promise((answer) => answers.push(answer)),
    size: 2,
  })
  await list.load('many')
  expect([list.rows, list.total, list.counting]).toEqual([[3, 2], -1, true])
  await list.load('few')
  answers[0]?.(900)
  await Promise.resolve()
  expect([list.total, list.counting]).toEqual([-1, true])
  answers[1]?.(7)
  await Promise.resolve()
  expect([list.total, list.counting]).toEqual([7, false])
  await list.glance(false)
  expect([list.total, list.counting]).toEqual([7, false])
  answers[2]?.(8)
  await Promise.resolve()
  expect(list.total).toBe(8)
})

test('who goes to the oldest rows before they are counted is told how many there are', async () => {
  let answer = (total: number): void => void total
  const list = new Paged<number, string>({
    key: String,
    fetch: (_, { before }) =>
      Promise.resolve({
        rows: before ? [2, 1] : [9, 8],
        next: before ? '' : '8',
        prev: before ? '2' : '',
        total: -1,
        coverage: none,
      }),
    count: () => new Promise((told) => (answer = told)),
    size: 2,
  })
  await list.load('')
  await list.last()
  answer(9)
  await Promise.resolve()
  expect([list.rows, list.total, list.counting]).toEqual([[2, 1], 9, false])
})
