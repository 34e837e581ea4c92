import { beforeEach, expect, test } from 'vitest'

import { speakThrough } from './backend'
import { TextLines } from './text-lines.svelte'
import type { TextQuery } from './types'

const whole = Array.from({ length: 1200 }, (_, i) => `line ${i}`)
let asked: number[] = []

beforeEach(() => {
  asked = []
  speakThrough(async (_, args) => {
    const query = args[1] as TextQuery
    asked.push(query.from)
    const lines = whole.slice(query.from, query.from + query.count)
    return { format: 'text', bytes: 1, total: whole.length, from: query.from, lines, problem: '' }
  })
})

const raw = { part: 'original', attempt: 0, view: 'raw' } as const

test('a long text is as long as it is, and holds what was looked at', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  expect([text.lines.length, text.lines[499], text.lines[500]]).toEqual([1200, 'line 499', undefined])
  await text.need(1100)
  expect([text.lines[1100], text.lines[600]]).toEqual(['line 1100', undefined])
})

test('nothing is asked for twice', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  await Promise.all([text.need(3), text.need(700), text.need(800)])
  expect(asked).toEqual([0, 500])
})

test('a copy is the whole text', async () => {
  const text = new TextLines()
  await text.open('r', raw)
  expect(await text.copy()).toBe(whole.join('\n'))
})
