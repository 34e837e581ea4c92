import { expect, test, vi } from 'vitest'

import { speakThrough } from './backend'
import { Cells } from './cells.svelte'
import { Fault } from './fault'

const path = 'final:/sku'
const cell = (text: string) => ({ text, more: 0, state: 'held' })

test('rows that come into view are asked for together, and once', async () => {
  const asked: unknown[] = []
  speakThrough(async (_, [ids]) => {
    asked.push(ids)
    const rows = (ids as string[]).map((id) => ({ id, cells: [cell(`sku of ${id}`)] }))
    return { paths: [{ problem: 'fits', detail: '' }], rows }
  })
  const cells = new Cells(() => [path])
  expect(cells.of('a', path)).toBeUndefined()
  expect(cells.of('b', path)).toBeUndefined()
  await vi.waitFor(() => expect(cells.of('b', path)?.text).toBe('sku of b'))
  expect(cells.of('a', path)?.text).toBe('sku of a')
  expect(asked).toEqual([['a', 'b']])
})

test('what can not be looked up leaves the cells empty, says why, and is not asked for without an end', async () => {
  let asked = 0
  speakThrough(async () => {
    asked++
    throw new Fault('io', 'The disk does not answer.', '')
  })
  const cells = new Cells(() => [path])
  cells.of('a', path)
  await vi.waitFor(() => expect(cells.of('a', path)?.state).toBe('unread'))
  cells.of('a', path)
  expect(cells.failed).toBe('The disk does not answer.')
  expect(asked).toBe(1)
})

test('an answer from before the records changed is not shown', async () => {
  let answer: (page: unknown) => void = () => undefined
  speakThrough(() => new Promise((resolve) => (answer = resolve)))
  const cells = new Cells(() => [path])
  cells.of('a', path)
  await Promise.resolve()
  cells.forget()
  answer({ paths: [{ problem: 'fits', detail: '' }], rows: [{ id: 'a', cells: [cell('old')] }] })
  await Promise.resolve()
  await Promise.resolve()
  expect(cells.of('a', path)).toBeUndefined()
})
