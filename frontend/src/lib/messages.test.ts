import { expect, test } from 'vitest'

import en from '../../messages/en.json'
import sv from '../../messages/sv.json'

const sources = import.meta.glob<string>(['../**/*.{ts,svelte}', '!../paraglide/**', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const source = Object.values(sources).join('\n')
const keys = (messages: object) => Object.keys(messages).filter((key) => key !== '$schema')
const blanks = (text: unknown) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()

test('both languages say the same things', () => {
  expect(keys(sv)).toEqual(keys(en))
})

test('a sentence has the same blanks in both languages', () => {
  const swedish = new Map(Object.entries(sv))
  const wrong = Object.entries(en).filter(([key, text]) => `${blanks(text)}` !== `${blanks(swedish.get(key))}`)
  expect(wrong).toEqual([])
})

test('no sentence is left over, and none is missing', () => {
  const used = new Set([...source.matchAll(/\bm\.(\w+)/g)].map((found) => found[1]))
  expect(keys(en).filter((key) => !used.has(key))).toEqual([])
  expect([...used].filter((key) => !keys(en).includes(key ?? ''))).toEqual([])
})
