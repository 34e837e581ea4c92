import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { offer, undo } from './undo.svelte'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const back = () => undo.back((text) => `undone: ${text}`)

test('what was done is offered to be undone for five seconds, and by the key later, the latest first', async () => {
  const log: string[] = []
  undo.did('one', async () => log.push('one'))
  undo.did('two', async () => log.push('two'))
  expect(undo.told).toEqual({ text: 'two', canUndo: true })
  vi.advanceTimersByTime(offer)
  expect(undo.told).toBeUndefined()
  await back()
  await back()
  await back()
  expect(log).toEqual(['two', 'one'])
  expect(undo.told).toEqual({ text: 'undone: one', canUndo: false })
})

test('what can not be undone says why', async () => {
  undo.did('one', async () => {
    throw new Error('{"code":"read_only","message":"Nothing can be written.","hint":"h"}')
  })
  await back()
  expect(undo.told?.text).toBe('Nothing can be written.')
  expect(undo.any).toBe(false)
})
