import { afterEach, expect, test } from 'vitest'

import { overwriteGetLocale } from '../paraglide/runtime'
import { readerWords } from './reader-words'

afterEach(() => overwriteGetLocale(() => 'en'))

test.each([
  [`invalid character '}' after object name (expecting ':')`, `'}' where ':' is expected`, `'}' där ':' väntas`],
  [
    `invalid character 'x' after object value (expecting ',' or '}')`,
    `'x' where ',' or '}' is expected`,
    `'x' där ',' eller '}' väntas`,
  ],
  [`invalid character 'a' in number (expecting digit)`, `'a' where a digit is expected`, `'a' där en siffra väntas`],
  [`invalid character '}' at start of value`, `no value begins with '}'`, `inget värde börjar med '}'`],
  ['invalid escape sequence `\\q` in string', '`\\q` is no escape sequence', '`\\q` är ingen escape-sekvens'],
  ['element <a> closed by </b>', '<a> is closed by </b>', '<a> stängs av </b>'],
  ['<a> is closed by </b>', '<a> is closed by </b>', '<a> stängs av </b>'],
  ['invalid character entity &nbsp;', 'the entity &nbsp;', 'entiteten &nbsp;'],
  ['expected element name after <', 'no name after <', 'inget namn efter <'],
  ['text after a closing quote', 'text after a closing quote', 'text efter ett avslutande citattecken'],
  ['what nobody knows yet', 'what nobody knows yet', 'what nobody knows yet'],
])('%s', (detail, english, swedish) => {
  expect(readerWords(detail)).toBe(english)
  overwriteGetLocale(() => 'sv')
  expect(readerWords(detail)).toBe(swedish)
})
