import { expect, test } from 'vitest'

import { m } from '../paraglide/messages'
import { templateCause, wireCause } from './causes'

const error = (kind: string, message: string, code = '') => ({ class: kind, message, code })

test('a missing field is named', () => {
  const title = (message: string) => templateCause(error('UndefinedError', message), 'shop v2')?.title
  expect(title("'dict object' has no attribute 'adress'")).toBe(m.cause_field({ field: 'adress' }))
  expect(title("'PrintOrder' is undefined")).toBe(m.cause_field({ field: 'PrintOrder' }))
})

test('what the template is, wrote and was given are told apart', () => {
  const title = (kind: string, code = '') => templateCause(error(kind, 'x', code), 'shop')?.title
  expect(title('TemplateSyntaxError')).toBe(m.cause_syntax())
  expect(title('', 'template_output_invalid')).toBe(m.cause_output())
  expect(title('TypeError')).toBe(m.cause_value())
  expect(title('UndefinedError')).toBe(m.cause_missing())
  expect(title('LookupError')).toBe(m.cause_lookup())
  expect(title('', 'lookup_missing')).toBe(m.cause_lookup())
  expect(title('', 'template_input_invalid')).toBe(m.cause_input())
  expect(title('RecursionError')).toBe(m.cause_limit())
  expect(title('SomethingElse')).toBeUndefined()
})

test('an answer that stayed away says whether the order may have arrived', () => {
  expect(wireCause(error('', 'timeout after 30000 ms', 'no_answer'))).toBe(m.cause_timeout())
  expect(wireCause(error('', 'dial tcp: lookup x.example: no such host'))).toBe(m.cause_dns())
  expect(wireCause(error('', 'connection refused'))).toBe(m.cause_refused())
  expect(wireCause(error('', 'read: connection reset by peer'))).toBe(m.cause_reset())
  expect(wireCause(error('', 'x509: certificate has expired'))).toBe(m.cause_tls())
  expect(wireCause(undefined)).toBe('')
})

test('every code of the feed that says why no answer came has a text', () => {
  for (const code of ['timeout', 'connection_refused', 'connection_reset', 'dns', 'tls'])
    expect(wireCause(error('', '', code)), code).not.toBe('')
  for (const code of ['template_output_invalid', 'lookup_miss'])
    expect(templateCause(error('', '', code), 'shop'), code).toBeDefined()
})
