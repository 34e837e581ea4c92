import { expect, test } from 'vitest'

import { foldedText, writtenText } from './scopes'

test('what another screen names stands in the text with the rest', () => {
  expect(foldedText('requests', { outcome: 'rejected,no_answer', type: '', q: 'anna' })).toBe(
    'outcome:rejected,no_answer anna',
  )
  expect(foldedText('postbacks', { outcome: 'rejected' })).toBe('')
})

test('a text that is written takes the place of what was named', () => {
  const query = { kind: 'shipping', result: 'failed', q: 'x' }
  expect(foldedText('postbacks', { ...query, ...writtenText('postbacks', 'kind:error') })).toBe('kind:error')
})
