import { afterEach, expect, test, vi } from 'vitest'

import { speakThrough } from '../lib/backend'
import { lookHit } from '../lib/fake'
import { palette } from './palette.svelte'

afterEach(() => palette.close())

test('what was found of the text before is not what Enter means', async () => {
  let hits = [lookHit('A-10')]
  speakThrough(async (method) => {
    if (method === 'Look') return 1
    if (method === 'LookOn') return { hits, running: false, complete: true, full: false, down: 0, looked: 1 }
    return []
  })
  palette.show('A-1')
  expect(palette.settled).toBe(false)
  await vi.waitFor(() => expect(palette.settled).toBe(true))
  hits = [lookHit('A-12')]
  palette.type('A-12')
  expect(palette.items[0]?.title).toBe('A-10')
  expect(palette.settled).toBe(false)
  await vi.waitFor(() => expect(palette.settled).toBe(true))
  expect(palette.items[0]?.title).toBe('A-12')
})

test('commands, and a line that was moved to, wait for nothing', () => {
  speakThrough(async () => [])
  palette.show('>dark')
  expect(palette.settled).toBe(true)
  palette.type('A-1')
  palette.chosen = 'everywhere'
  expect(palette.settled).toBe(true)
})
