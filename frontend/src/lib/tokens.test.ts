import { expect, test } from 'vitest'

import { tokensOf } from './tokens'

const kinds = (format: string, line: string) =>
  tokensOf(format, line)
    .filter((token) => token.text.trim())
    .map((token) => `${token.kind} ${token.text}`)

test('a line of JSON has keys, strings, numbers and words', () => {
  expect(kinds('json', '  "sku": "A \\"b\\": 1", "qty": -2.5e3, "ok": null }')).toEqual([
    'key "sku"',
    'mark :',
    'string "A \\"b\\": 1"',
    'mark ,',
    'key "qty"',
    'mark :',
    'number -2.5e3',
    'mark ,',
    'key "ok"',
    'mark :',
    'word null',
    'mark }',
  ])
})

test('a line of XML has names, attributes and values', () => {
  expect(kinds('xml', '<order id="7">text</order>')).toEqual([
    'mark <',
    'key order',
    'word id',
    'mark =',
    'string "7"',
    'mark >',
    'plain text',
    'mark </',
    'key order',
    'mark >',
  ])
})

test.each([
  ['json', '{"a": "unclosed, 1.2.3 <b>&amp;'],
  ['xml', '<a b= "c" <d e="f\'>'],
  ['template', '{"x": {{ lookups({"sku": a}, strict=False) }} {% if %}'],
  ['csv', 'a;"b;c";d'],
  ['json', `"${'x'.repeat(5000)}"`],
])('a line of %s keeps every letter, whatever it holds', (format, line) => {
  expect(
    tokensOf(format, line)
      .map((token) => token.text)
      .join(''),
  ).toBe(line)
})
