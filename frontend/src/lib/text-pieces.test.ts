import { expect, test } from 'vitest'

import { patternOf, piecesOf } from './text-pieces'

test('joined again, the pieces are the line', () => {
  const line = '  "sku": "FP-\u200bOAK\u202e-50", '
  expect(
    piecesOf('json', line, /oak/gi)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(line)
})

test('what can not be seen is named', () => {
  const named = piecesOf('json', '"a\u200b\ufeff\u0007b\u00a0c\td \u{e0041}"').flatMap((piece) => piece.unseen ?? [])
  expect(named).toEqual(['U+200B', 'U+FEFF', 'U+0007', 'U+00A0', 'U+E0041'])
})

test('hits are marked across tokens', () => {
  const hits = piecesOf('json', '"sku": "OAK"', patternOf({ text: 'sku": "o', regexp: false, exactly: false }))
  expect(
    hits
      .filter((piece) => piece.hit)
      .map((piece) => piece.text)
      .join(''),
  ).toBe('sku": "O')
})

test('a search for letters is none for an expression', () => {
  expect(
    piecesOf('text', 'a.b axb', patternOf({ text: 'a.b', regexp: false, exactly: false })).filter((p) => p.hit),
  ).toHaveLength(1)
  expect(patternOf({ text: '(', regexp: true, exactly: false })).toBeUndefined()
})
