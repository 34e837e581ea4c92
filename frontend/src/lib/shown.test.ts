import { expect, test } from 'vitest'

import { Fault } from './fault'
import { Shown } from './shown.svelte'

/** A record is its id; answers come when they are let go. */
function records() {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const shown = new Shown<string>(async (id) => {
    asked.push(id)
    await new Promise<void>((go) => waiting.push(go))
    if (id === 'lost') throw new Fault('not_found', 'gone', '')
    return id
  })
  return { shown, asked, answer: () => waiting.shift()?.() }
}

test('a held key reads the first and the last record, and shows the last', async () => {
  const { shown, asked, answer } = records()
  const done = shown.show('a')
  for (const id of ['b', 'c', 'd']) void shown.show(id)
  answer()
  await new Promise((go) => setTimeout(go))
  expect(shown.detail).toBeUndefined()
  answer()
  await done
  expect([asked, shown.detail]).toEqual([['a', 'd'], 'd'])
})

test('what can not be read shows why, and nothing else', async () => {
  const { shown, answer } = records()
  const done = shown.show('lost')
  answer()
  await done
  expect([shown.detail, shown.fault?.code]).toEqual([undefined, 'not_found'])
})

test('no selection shows nothing', async () => {
  const { shown, asked } = records()
  await shown.show('')
  expect([asked, shown.detail]).toEqual([[], undefined])
})
