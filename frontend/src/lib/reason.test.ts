import { expect, test } from 'vitest'

import { detail, postbackRow } from './fake'
import { reasonOf, stoppedAt } from './reason'
import { outcomes, type RequestRow } from './types'

test('a lookup that found nothing is named', () => {
  const failed = detail({ outcome: 'template_failed', severity: 'error', httpStatus: 0 })
  const template = {
    ...failed.record.stages.template,
    at: 0,
    id: '',
    name: 'fjallposter',
    version: 'v4',
    type: '',
    engine: '',
    format: 'json',
    lookups: [
      { field: 'productUid', key: 'A4', hit: true },
      { field: 'productUid', key: 'FP-OAK', hit: false },
    ],
    error: { code: 'lookup_missing', class: 'KeyError', message: 'no row for FP-OAK' },
  }
  failed.record.stages = { ...failed.record.stages, template }
  expect(reasonOf(failed)).toEqual({
    tone: 'fail',
    title: 'The template does not know FP-OAK',
    text: 'fjallposter v4 looked for productUid and found no row, so nothing was sent to the printer.',
    said: 'KeyError: no row for FP-OAK',
  })
})

test('a refusal says what the status means', () => {
  const { title, text } = reasonOf(detail({ outcome: 'rejected', severity: 'error', httpStatus: 422 }))
  expect([title, text]).toEqual([
    "The printer's system refused the order",
    'The answer was 422: something in the order is not valid.',
  ])
})

test('no answer warns against sending again', () => {
  expect(reasonOf(detail({ outcome: 'no_answer', severity: 'error', httpStatus: 0 })).text).toMatch(/may have arrived/)
})

test('an order that went on after its request failed says so', () => {
  const row = { severity: 'error', httpStatus: 0 } as const
  const news = [postbackRow({ kind: 'received', occurredAt: 1_795_000_060_000 })]
  const arrived = reasonOf({ ...detail({ ...row, outcome: 'no_answer' }), postbacks: news })
  expect(arrived.text).toMatch(/got through all the same: Order received, .* Don't send it again/)
  const later = reasonOf({ ...detail({ ...row, outcome: 'rejected', httpStatus: 422 }), postbacks: news })
  expect(later.text).toMatch(/^The answer was 422: .* went on all the same: Order received/)
})

test('news from before the request say nothing about it', () => {
  const news = [postbackRow({ kind: 'received', occurredAt: 1_794_999_000_000 })]
  const failed = detail({ outcome: 'no_answer', severity: 'error', httpStatus: 0 })
  expect(reasonOf({ ...failed, postbacks: news }).text).toMatch(/may have arrived/)
})

test.each(outcomes)('%s has a sentence', (outcome) => {
  expect(reasonOf(detail({ outcome })).title).not.toBe('')
})

const states = (over: Partial<RequestRow['stages']>) => ({ ...detail().row.stages, ...over })

test.each([
  ['where it failed', states({ template: 'failed', final: 'not_reached', response: 'not_reached' }), 'template'],
  ['where only a part was taken', states({ response: 'partial' }), 'response'],
  ['at the last finished stage while it waits', states({ response: 'waiting' }), 'final'],
  ['at its beginning when all went well', states({}), 'original'],
] as const)('a request opens %s', (_, stages, want) => {
  expect(stoppedAt({ ...detail().row, stages })).toBe(want)
})
