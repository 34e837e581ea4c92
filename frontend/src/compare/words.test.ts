import { describe, expect, it } from 'vitest'

import type { ComparedField, ComparedSide } from '../lib/types'
import { courseOf, originOf, sentenceOf } from './words'

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
