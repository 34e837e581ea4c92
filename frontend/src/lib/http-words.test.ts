import { expect, test } from 'vitest'

import { m } from '../paraglide/messages'
import { statusWords } from './http-words'

test('every status that decides over a request says more than that it was refused', () => {
  const plain = [m.http_2xx(), m.http_3xx(), m.http_4xx()]
  for (const status of [207, 401, 403, 404, 405, 409, 413, 415, 422, 429])
    expect(plain).not.toContain(statusWords(status))
})

test.each([
  [503, 'their server was down or overloaded'],
  [599, 'their server failed'],
  [418, 'refused'],
  [302, 'sent elsewhere'],
  [0, ''],
])('status %d means %j', (status, want) => {
  expect(statusWords(status)).toBe(want)
})
