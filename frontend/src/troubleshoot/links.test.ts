import { expect, test } from 'vitest'

import { speakThrough } from '../lib/backend'
import { address } from '../lib/place.svelte'
import type { GuideLink } from '../lib/types'
import { follow, linkWords } from './links'

const link = (over: Partial<GuideLink>): GuideLink => ({
  list: 'requests',
  id: 'r1',
  stage: '',
  path: '',
  attempt: 0,
  attempts: 0,
  kind: '',
  ...over,
})

test('evidence is called by what it is', () => {
  expect(linkWords(link({}))).toBe('Request')
  expect(linkWords(link({ stage: 'final' }))).toBe('Final Request')
  expect(linkWords(link({ list: 'postbacks', kind: 'shipping' }))).toBe('Shipping notification')
  expect(linkWords(link({ list: 'postbacks', kind: 'shipping', attempt: 5, attempts: 5 }))).toBe('Try 5 of 5')
})

test('a link leads to the very line of a stage', async () => {
  speakThrough(async (method, args) => {
    expect([method, args[0], args[2]]).toEqual(['TextFilter', 'r1', "$['items'][0]"])
    return { matches: [{ at: 0, line: 6, path: '', text: '' }], more: false }
  })
  await follow(link({ stage: 'final', path: '/items/0' }), 'A-1')
  expect(address.place).toEqual({ path: ['requests', 'r1', 'final'], query: { view: 'pretty', line: '7' } })
})

test('where the line can not be told, a link leads to the stage', async () => {
  speakThrough(() => Promise.reject(new Error('no')))
  await follow(link({ stage: 'final', path: '/items/0' }), 'A-1')
  expect(address.place).toEqual({ path: ['requests', 'r1', 'final'], query: {} })
})

test('a link to a try leads to its postback among those of the order', async () => {
  await follow(link({ list: 'postbacks', id: 'p1', attempt: 2 }), 'A-1')
  expect(address.place).toEqual({ path: ['postbacks'], query: { days: 'all', q: 'A-1', id: 'p1', try: '2' } })
})
