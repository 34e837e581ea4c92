import { describe, expect, it } from 'vitest'

import type { ComparedLine } from '../lib/types'
import { wiresOf } from './lines'

const line = (over: Partial<ComparedLine>): ComparedLine => ({
  n: 1,
  hidden: 0,
  text: '',
  change: 'same',
  field: 0,
  pair: -1,
  ...over,
})

describe('wires between two documents', () => {
  it('join the middles of lines that belong together, as both are scrolled', () => {
    const lines = [line({}), line({ field: 4, change: 'changed', pair: 3 })]
    expect(wiresOf(lines, 0, 2, 20, 0)).toEqual([{ field: 4, change: 'changed', from: 50, to: 30 }])
  })
  it('are drawn only for the lines in view, and for those that are there', () => {
    const lines = [line({ pair: 0 }), undefined, line({ pair: 1 })]
    expect(wiresOf(lines, 1, 9, 0, 0)).toHaveLength(1)
  })
})
