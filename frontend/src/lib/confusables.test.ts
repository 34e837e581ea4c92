import { expect, test } from 'vitest'

import { confusable } from './confusables'

test('letters of another script that look alike are named', () => {
  expect(confusable('\u0410B-1\u041e01')).toEqual(['U+0410 (A)', 'U+041E (O)'])
  expect(confusable('AB\u20111\u200b')).toEqual(['U+2011 (-)', 'U+200B'])
  expect(confusable('\uff21\uff11')).toEqual(['U+FF21 (A)', 'U+FF11 (1)'])
})

test('plain references and words of a language are left alone', () => {
  expect(confusable('FP-204817/ÅÄÖ_x')).toEqual([])
})
