import { expect, test } from 'vitest'

import { readSaid, writeSaid } from './said'

test('what was said survives the address, also with a sign of equality in it', () => {
  const said = { field: 'size', value: 'A=4' } as const
  expect(readSaid(writeSaid(said))).toEqual([said])
})

test('a field that is not known, and one without a value, say nothing', () => {
  expect(readSaid('weight=4')).toEqual([])
  expect(readSaid('size=')).toEqual([])
  expect(readSaid(undefined)).toEqual([])
  expect(writeSaid({ field: 'size', value: '  ' })).toBe('')
})
