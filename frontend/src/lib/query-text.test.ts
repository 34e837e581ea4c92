import { expect, test } from 'vitest'

import { chosenIn, marked, quotedValue, withPart, withScope, without } from './query-text'

test.each([
  ['from the middle', 'anna kind:shipping berg', 5, 18, 'anna berg'],
  ['from the beginning', 'kind:shipping berg', 0, 13, 'berg'],
  ['the only one', ' kind:shipping ', 1, 14, ''],
])('a part is taken out %s', (_, text, from, to, want) => {
  expect(without(text, { from, to })).toBe(want)
})

test('a condition is added once', () => {
  expect(withPart('', 'has:note')).toBe('has:note')
  expect(withPart('anna ', 'has:note')).toBe('anna has:note')
  expect(withPart('has:note anna', 'has:note')).toBe('has:note anna')
})

test('a value of two words, a quote or a comma stands in quotes', () => {
  expect(quotedValue('c9')).toBe('c9')
  expect(quotedValue('Kiosk "18", AB')).toBe('"Kiosk \\"18\\", AB"')
})

test('what is wrong is cut out to be marked, and the text stays whole', () => {
  const pieces = marked('anna status>=x "berg', [
    { from: 15, to: 20 },
    { from: 5, to: 14 },
  ])
  expect(pieces.filter((piece) => piece.wrong).map((piece) => piece.text)).toEqual(['status>=x', '"berg'])
  expect(pieces.map((piece) => piece.text).join('')).toBe('anna status>=x "berg')
  expect(marked('a', [{ from: 0, to: 9 }])).toEqual([{ text: 'a', wrong: false }])
})

const part = (from: number, to: number, key: string, values: string[], not = false) => ({
  from,
  to,
  key,
  op: '',
  values,
  not,
})

test('a chip writes its values where the scope stands, once', () => {
  const text = 'anna kind:error b -kind:other kind:shipping'
  const parts = [
    part(0, 4, '', ['anna']),
    part(5, 15, 'kind', ['error']),
    part(16, 17, '', ['b']),
    part(18, 29, 'kind', ['other'], true),
    part(30, 43, 'kind', ['shipping']),
  ]
  expect(chosenIn(parts, 'kind')).toEqual(['error', 'shipping'])
  expect(withScope(text, parts, 'kind', ['delivery', 'x y'])).toBe('anna kind:delivery,"x y" b -kind:other')
  expect(withScope(text, parts, 'kind', [])).toBe('anna b -kind:other')
  expect(withScope('anna ', parts.slice(0, 1), 'customer', ['Kiosk, AB'])).toBe('anna customer:"Kiosk, AB"')
})
