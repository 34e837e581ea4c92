import { beforeEach, expect, test } from 'vitest'

import { speakThrough } from './backend'
import { TextLines } from './text-lines.svelte'
import type { TextLine, TextPage, TextQuery } from './types'

const whole = Array.from({ length: 1200 }, (_, i) => `line ${i}`)
let asked: number[] = []

const line = (text: string): TextLine => ({
  text,
  at: 0,
  depth: 0,
  opens: text === 'line 10',
  long: { bytes: 0, how: [], format: '', value: false },
  cells: [],
})

const page = (query: TextQuery): TextPage => ({
  format: 'text',
  charset: { name: 'utf-8', guessed: false, bom: false, claimed: '' },
  how: [],
  cut: false,
  broken: false,
  bytes: 1,
  view: query.view,
  total: whole.length,
  whole: true,
  from: query.from,
  lines: whole.slice(query.from, query.from + query.count).map(line),
  columns: [],
  problem: { offset: 0, line: 0, column: 0, why: '', detail: '' },
  picture: {
    kind: '',
    width: 0,
    height: 0,
    colour: '',
    palette: 0,
    pages: 0,
    title: '',
    version: '',
    locked: false,
    broken: false,
    small: false,
  },
  tooBig: false,
  unfinished: false,
})

beforeEach(() => {
  asked = []
  speakThrough(async (method, args) => {
    const query = args[1] as TextQuery
    if (method === 'TextFold') return query.from + 500
    if (method === 'TextWhole') return whole.join('\n')
    asked.push(query.from)
    return page(query)
  })
})

const raw = { part: 'original', attempt: 0, view: 'raw' } as const
const read = (text: TextLines, at: number) => text.at(at)?.text

test('a long text is as long as it is, and holds what was looked at', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  expect([text.rows, read(text, 199), read(text, 200)]).toEqual([1200, 'line 199', undefined])
  await text.need(1100, 1100)
  expect([read(text, 1100), read(text, 600)]).toEqual(['line 1100', undefined])
})

test('another text takes the place of the one before as a whole', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  const show = await text.read('s', { ...raw, part: 'final' })
  expect([text.id, text.choice?.part, read(text, 0)]).toEqual(['r', 'original', 'line 0'])
  const late = text.open('r', { ...raw, view: 'pretty' })
  show()
  await late
  expect([text.id, text.choice?.part, text.about?.view]).toEqual(['s', 'final', 'raw'])
})

test('nothing is asked for twice', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  await Promise.all([text.need(3, 9), text.need(700, 710), text.need(705, 720)])
  expect(asked).toEqual([0, 600])
})

test('folded lines take no row, and what stands behind them is fetched', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  await text.fold(10)
  expect([text.rows, text.lineOf(11), text.rowOf(511)]).toEqual([700, 511, 11])
  await text.need(0, 40)
  expect(asked).toEqual([0, 400])
  text.reveal(100)
  expect(text.rows).toBe(1200)
})

test('a line that does not open is not folded', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  await text.fold(11)
  expect(text.rows).toBe(1200)
})

test('a copy is the whole text', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  expect(await text.copy()).toBe(whole.join('\n'))
})
