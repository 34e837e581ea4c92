import { expect, test } from 'vitest'

import { marked, quotedValue, withPart, without } from './query-text'

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
