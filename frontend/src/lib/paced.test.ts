import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { paced } from './paced'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many rings are a call at once and one at the end of the pause', () => {
  let calls = 0
  const { ring } = paced(() => calls++, 1000)
  for (let i = 0; i < 20; i++) ring()
  expect(calls).toBe(1)
  vi.advanceTimersByTime(1000)
  expect(calls).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(calls).toBe(2)
})

test('a ring after the pause is heard at once', () => {
  let calls = 0
  const { ring } = paced(() => calls++, 1000)
  ring()
  vi.advanceTimersByTime(1000)
  ring()
  expect(calls).toBe(2)
})

test('nothing is called once it is stopped', () => {
  let calls = 0
  const { ring, stop } = paced(() => calls++, 1000)
  ring()
  ring()
  stop()
  vi.advanceTimersByTime(5000)
  expect(calls).toBe(1)
})
