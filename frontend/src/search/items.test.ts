import Check from '@lucide/svelte/icons/check'
import { expect, test } from 'vitest'

import { fitting, stepped } from './items'

const command = (text: string, also = '') => ({ id: text, icon: Check, text, also, run: () => undefined })
const all = [command('Sync now'), command('Light theme', 'appearance'), command('Förfrågningar', 'requests')]

test.each([
  ['', 3],
  ['syn', 1],
  ['now sy', 1],
  ['forfr', 1],
  ['reque', 1],
  ['ync', 0],
])('"%s" fits %d commands', (typed, count) => {
  expect(fitting(all, typed)).toHaveLength(count)
})

test('arrows go around the ends', () => {
  expect(stepped('ArrowDown', 4, 5)).toBe(0)
  expect(stepped('ArrowUp', 0, 5)).toBe(4)
  expect(stepped('PageDown', 0, 5)).toBe(4)
  expect(stepped('a', 0, 5)).toBeUndefined()
  expect(stepped('ArrowDown', 0, 0)).toBeUndefined()
})
