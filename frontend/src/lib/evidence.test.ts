import { expect, test } from 'vitest'

import { evidenceOf, lineOf } from './evidence'
import { detail } from './fake'

const lines = ['{', '  "sku": "A4-SILK-XL",', '  "sku": "A4-SILK",', '  "qty": 1']

test.each([
  ['a value is found where it stands as a whole', 'A4-SILK', 2],
  ['a part of another value is not it', 'SILK', -1],
  ['a value that is not there', 'A5', -1],
])('%s', (_, value, want) => {
  expect(lineOf(lines, value)).toBe(want)
})

const broken = detail({ outcome: 'template_failed', severity: 'error' })
const made = broken.record.stages.template
const source = { part: 'template_source', attempt: 0, bytes: 90, format: 'template' } as const

function failing(lookups: { field: string; key: string; hit: boolean }[]) {
  const error = { code: '', class: 'LookupError', message: 'no row', line: 4 }
  const template = made && { ...made, lookups, error }
  return {
    ...broken,
    bodies: [...broken.bodies, source],
    record: { ...broken.record, stages: { ...broken.record.stages, ...(template ? { template } : {}) } },
  }
}

test('a value that no table knows is looked for in what the customer sent, then the line of the template', () => {
  const found = evidenceOf(failing([{ field: 'sku', key: 'A4-SILK', hit: false }]))
  expect(found.map(({ part, find, line }) => [part, find, line])).toEqual([
    ['original', 'A4-SILK', 0],
    ['template_source', '', 4],
  ])
})

test('another error is read in the template', () => {
  expect(evidenceOf(failing([])).map(({ part }) => part)).toEqual(['template_source'])
})

test('a refusal is read in the answer, and a good end needs none', () => {
  const stages = { ...broken.row.stages, response: 'failed' } as const
  expect(evidenceOf(detail({ outcome: 'rejected', stages })).map(({ part }) => part)).toEqual(['response'])
  expect(evidenceOf(detail())).toEqual([])
})
