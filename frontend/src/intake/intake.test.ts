import { afterEach, expect, test, vi } from 'vitest'

import { speakThrough } from '../lib/backend'
import { Fault } from '../lib/fault'
import { intake } from './intake.svelte'

const mapping = { profile: 'a: b', lists: [], problem: { line: 0, column: 0, about: '', name: '' } }
const file = { path: 'x', format: 'har', requests: 2, postbacks: 1, duplicates: 0, skipped: [], more: 0, failed: false }

/** uploads answers what a browser would hear when it sends a file. */
function uploads(answer: object): void {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer)))
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  intake.leave()
})

test('a recording that no profile knows is handed to the assistant, and imported by what it made', async () => {
  uploads({ error: { code: 'invalid', message: 'unknown', hint: '' } })
  const asked: unknown[] = []
  speakThrough(async (method, args) => {
    asked.push([method, ...args])
    return method === 'Propose' ? mapping : file
  })
  await intake.take([new File(['{}'], 'session.har')])
  expect(intake.mapping).toEqual(mapping)
  expect(intake.fault).toBeUndefined()
  await intake.apply()
  expect(intake.mapping).toBeUndefined()
  expect(intake.files[0]).toEqual(file)
  expect(asked).toEqual([['Propose'], ['ApplyMapping', 'a: b']])
})

test('what is no recording keeps its failure', async () => {
  uploads({ error: { code: 'invalid', message: 'no history', hint: '' } })
  speakThrough(async () => {
    throw new Fault('invalid', 'nothing to propose', '')
  })
  await intake.take([new File(['x'], 'notes.txt')])
  expect(intake.fault?.message).toBe('no history')
  expect(intake.mapping).toBeUndefined()
})

test('a file that can not be read stands among those that could, and those after it are read', async () => {
  const answers = [
    { result: [file] },
    { error: { code: 'invalid', message: 'no format', hint: 'look' } },
    { result: [file] },
  ]
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answers.shift())))
  speakThrough(async () => {
    throw new Fault('invalid', 'nothing to propose', '')
  })
  await intake.take(['a', 'b', 'c'].map((name) => new File(['x'], name)))
  expect(intake.fault).toBeUndefined()
  expect(intake.files.slice(0, 3).map((read) => read.failed)).toEqual([false, true, false])
  expect(intake.files[1]).toMatchObject({ path: 'b', skipped: [{ where: 'file', why: 'no format look' }] })
})

test('of a mapping that is typed, only the last text is tried', async () => {
  vi.useFakeTimers()
  uploads({ error: { code: 'invalid', message: '', hint: '' } })
  const tried: unknown[] = []
  speakThrough(async (method, args) => {
    if (method === 'Propose') return mapping
    tried.push(args[0])
    return { ...mapping, profile: args[0], lists: [{ list: 'requests', items: 1, read: 1, skipped: [], fields: [] }] }
  })
  await intake.take([new File(['{}'], 'session.har')])
  intake.edit('a')
  intake.edit('ab')
  await vi.runAllTimersAsync()
  expect(tried).toEqual(['ab'])
  expect(intake.mapping?.lists).toHaveLength(1)
})
