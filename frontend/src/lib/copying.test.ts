import { expect, test } from 'vitest'

import { lineOf } from './copying'

test('a row stays one line with as many cells as it has', () => {
  expect(lineOf(['a', '', 'two\nlines\tand a tab', 'd'])).toBe('a\t\ttwo lines and a tab\td')
})
