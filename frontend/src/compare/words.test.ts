import { describe, expect, it } from 'vitest'

import type { ComparedDocument, ComparedField, ComparedSide } from '../lib/types'
import { courseOf, originOf, partlyOf, sentenceOf } from './words'

const side: ComparedSide = { there: true, path: 'a', pointer: '/a', value: '1', words: '1', line: 0, only: -1, row: -1 }
const nowhere: ComparedSide = { ...side, there: false, path: '' }

function field(over: Partial<ComparedField> = {}): ComparedField {
  return {
    index: 0,
    change: 'same',
    before: 0,
    from: side,
    to: { ...side, path: 'b' },
    origin: 'copied',
    proved: true,
    sources: [],
    candidates: [],
    perhaps: false,
    lookup: { field: '', key: '', hit: false },
    missed: false,
    template: 0,
    expression: '',
    ...over,
  }
}

describe('where a value came from', () => {
  it('is a fact where the template proves it, and only likely where values say it', () => {
    expect(originOf(field())).toBe('copied')
    expect(originOf(field({ proved: false }))).toBe('copied (same value, likely source)')
  })
  it('names the lookup, and tells when it had no row', () => {
    const lookup = { field: 'product_code', key: 'A4', hit: true }
    expect(originOf(field({ origin: 'looked_up', lookup }))).toBe('looked up: product_code “A4”')
    expect(originOf(field({ origin: 'looked_up', lookup, missed: true }))).toContain('no row')
  })
  it('is never guessed among several', () => {
    expect(originOf(field({ origin: 'unknown', candidates: [side, side] }))).toBe('2 candidates')
  })
  it('reads as a sentence', () => {
    expect(sentenceOf(field({ change: 'dropped', to: nowhere, origin: 'unknown' }))).toBe('a: dropped, not carried on')
  })
  it('is not said to be lost where a later field may come from it', () => {
    expect(originOf(field({ change: 'dropped', to: nowhere, origin: 'unknown', perhaps: true }))).toBe(
      'perhaps carried on',
    )
  })
})

describe('what was ordered', () => {
  const course = { field: 'quantity', item: 0, diverges: 'template', from: { words: '3', path: 'qty' } } as const
  it('names the stage that changed it', () => {
    const to = { words: '1', path: 'quantity' }
    expect(courseOf({ ...course, to })).toBe('Quantity first changes at Template Processing: 3 → 1')
  })
  it('names the stage that lost it', () => {
    expect(courseOf({ ...course, to: { words: '', path: '' } })).toBe('Quantity is lost at Template Processing: 3')
  })
})

it('tells which document is compared only in part, and whose where there are two', () => {
  const whole: ComparedDocument = {
    id: 'r1',
    orderReferenceId: 'NL-1',
    receivedAt: 0,
    format: 'json',
    problem: { offset: 0, line: 0, column: 0, why: '', detail: '' },
  }
  const cut: ComparedDocument = { ...whole, problem: { offset: 8, line: 2, column: 3, why: 'end', detail: '' } }
  const query = { id: 'r1', from: '', with: '', to: '' } as const
  expect(partlyOf({ query, from: whole, to: whole })).toEqual([])
  expect(partlyOf({ query, from: whole, to: cut })).toEqual([
    'Only a part of Final Request is compared. Reading stopped at line 2, column 3. The body ends too early.',
  ])
  expect(partlyOf({ query: { ...query, with: 'r1' }, from: cut, to: whole })[0]).toContain('Original Request (NL-1)')
})
