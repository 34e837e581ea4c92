import { afterEach, expect, test } from 'vitest'

import { overwriteGetLocale } from '../paraglide/runtime'
import { beginning } from './beginning'

afterEach(() => overwriteGetLocale(() => 'en'))

test('new rules say what they mean in the language of the reader, and are the same rules', () => {
  const rules = (text: string) => text.replaceAll(/^ *# .*\n/gm, '')
  overwriteGetLocale(() => 'en')
  const english = beginning()
  overwriteGetLocale(() => 'sv')
  expect(beginning()).toContain('# ett fält med det här namnet')
  expect(rules(beginning())).toBe(rules(english))
  expect(english).toContain('# may leave as they are, unless they hold a secret\nallow:')
})
