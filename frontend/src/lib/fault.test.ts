import { expect, test } from 'vitest'

import { Fault, faultOf, thrown } from './fault'

test.each([
  [
    'the JSON of a failure',
    new Error('{"code":"offline","message":"No network.","hint":"Try later."}'),
    ['offline', 'No network.', 'Try later.'],
  ],
  ['a bare text', 'boom', ['internal', 'boom', '']],
  ['an error without JSON', new Error('{nearly'), ['internal', '{nearly', '']],
  ['nothing', undefined, ['internal', '', '']],
])('a rejection that is %s is read', (_, reason, [code, message, hint]) => {
  expect(thrown(reason)).toMatchObject({ code, message, hint })
})

test('a failure stays the one it is', () => {
  const fault = new Fault('busy', 'm', 'h')
  expect(thrown(fault)).toBe(fault)
  expect(faultOf(fault)).toBe(fault)
})
