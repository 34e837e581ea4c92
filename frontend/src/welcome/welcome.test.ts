import { expect, test } from 'vitest'

import { speakThrough } from '../lib/backend'
import { Fault } from '../lib/fault'
import { Welcome } from './welcome.svelte'

test('an address is sent without the blanks around it, the key as it is', async () => {
  const asked: unknown[] = []
  speakThrough(async (method, args) => asked.push([method, ...args]))
  let changed = 0
  expect(await new Welcome(() => changed++).connect(' https://x.example ', 'key:secret ')).toBe(true)
  expect(asked).toEqual([['Connect', { url: 'https://x.example', key: 'key:secret ' }]])
  expect(changed).toBe(1)
})

test('a refusal is kept for its card and changes nothing', async () => {
  speakThrough(async () => {
    throw new Fault('unauthorized', 'The key was refused.', '')
  })
  let changed = 0
  const welcome = new Welcome(() => changed++)
  await welcome.demo()
  expect([welcome.fault?.way, welcome.fault?.fault.code, welcome.busy, changed]).toEqual([
    'demo',
    'unauthorized',
    undefined,
    0,
  ])
})
