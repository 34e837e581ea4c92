import { expect, test } from 'vitest'

import type { LookHit } from '../lib/types'
import { grouped, lit, near, waysTo, wayTo } from './hits'

const hit = (over: Partial<LookHit>): LookHit => ({
  id: 'r1',
  list: 'requests',
  where: 'reference',
  snippet: 'FP-1',
  at: 1,
  orderReferenceId: 'FP-1',
  customer: '',
  outcome: 'accepted',
  severity: 'info',
  kind: '',
  ...over,
})

test('an order that goes by what was typed stands once, by its latest request, before what only holds it', () => {
  const { orders, contents } = grouped([
    hit({ id: 'p1', list: 'postbacks', at: 9 }),
    hit({ id: 'r1', at: 1 }),
    hit({ id: 'r2', at: 5 }),
    hit({ id: 'r1', where: 'original' }),
    hit({ id: 'r7', where: 'final', orderReferenceId: 'FP-2' }),
    hit({ id: 'r8', where: 'final', orderReferenceId: 'FP-2' }),
  ])
  expect(orders.map((one) => one.id)).toEqual(['r2'])
  expect(contents.map((one) => one.id)).toEqual(['r7'])
})

test('what was looked for is lit, and the text stays whole', () => {
  const pieces = lit('Box 2048, UMEÅ (2048)', ['2048', 'umeå', ''])
  expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(['2048', 'UMEÅ', '2048'])
  expect(pieces.map((piece) => piece.text).join('')).toBe('Box 2048, UMEÅ (2048)')
  expect(lit('a.b', ['.'])).toEqual([
    { text: 'a', hit: false },
    { text: '.', hit: true },
    { text: 'b', hit: false },
  ])
})

test('a snippet is cut so that what was looked for is in view', () => {
  expect(near('<Land>NO</Land> <Epost>bjorg@kund.example', ['kund'])).toBe('…d> <Epost>bjorg@kund.example')
  expect(near('near kund', ['kund'])).toBe('near kund')
  expect(near('a text without it, and a long one', ['kund'])).toBe('a text without it, and a long one')
})

test('a hit leads to its stage, or to its order in the list', () => {
  expect(wayTo(hit({ where: 'final' })).path).toEqual(['requests', 'r1', 'final'])
  expect(wayTo(hit({}))).toEqual({ path: ['requests'], query: { days: 'all', id: 'r1', q: 'ref:FP-1' } })
  expect(wayTo(hit({ list: 'postbacks', orderReferenceId: 'A B' })).query.q).toBe('ref:"A B"')
})

test('an order leads to its story, and the other way to the list; a text to its stage, and to the inspector', () => {
  expect(waysTo(hit({ customer: 'Acme' })).map((way) => way.path)).toEqual([['order', 'FP-1'], ['requests']])
  expect(waysTo(hit({ customer: 'Acme' }))[0].query).toEqual({ customer: 'Acme', id: 'r1' })
  expect(waysTo(hit({ where: 'final' })).map((way) => way.path)).toEqual([
    ['requests', 'r1', 'final'],
    ['requests', 'r1'],
  ])
  expect(waysTo(hit({ orderReferenceId: '' })).map((way) => way.path)).toEqual([['requests'], ['requests', 'r1']])
})
