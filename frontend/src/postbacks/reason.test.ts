import { expect, test } from 'vitest'

import { postbackDetail } from '../lib/fake'
import { results } from '../lib/types'
import { reasonOf } from './reason'

test('a delivery that failed says how often and with what', () => {
  const attempts = [1, 2].map((n) => ({ n, at: 0, status: 503 }))
  const detail = postbackDetail(
    { result: 'failed', attempts: 2 },
    { delivery: { target: '', attempts, result: 'failed' } },
  )
  expect(reasonOf(detail)).toMatchObject({
    tone: 'fail',
    title: "The customer's system did not take it",
    text: '2 tries. The last got status 503: their server was down or overloaded.',
  })
})

test('a message that could not be built is not a delivery problem', () => {
  const template = { at: 0, id: '', name: 't', version: '', type: '', engine: '', format: 'json', lookups: null }
  const error = { code: 'x', class: 'UndefinedError', message: "'package' is undefined" }
  const found = reasonOf(postbackDetail({ result: 'not_sent' }, { template: { ...template, error } }))
  expect(found).toMatchObject({ tone: 'fail', said: "UndefinedError: 'package' is undefined" })
})

test.each(results)('%s has a sentence', (result) => {
  expect(reasonOf(postbackDetail({ result })).title).not.toBe('')
})
