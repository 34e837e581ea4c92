import { expect, test } from 'vitest'

import { address } from '../lib/place.svelte'
import type { AttentionItem } from '../lib/types'
import { canOpen, openItem } from './doors'

const item = (over: Partial<AttentionItem>): AttentionItem => ({
  concern: 'failed_requests',
  verdict: 'TEMPLATE_FAILED',
  scenario: 'disappeared',
  title: '',
  tally: '',
  why: '',
  customer: 'Papier & "Co"',
  orders: 4,
  since: 0,
  latest: 0,
  like: 'r9',
  of: ['A-1', 'A-2'],
  ...over,
})

test('several of one cause are a list, one alone is its guide', () => {
  openItem(item({}))
  expect(address.place).toEqual({ path: ['requests'], query: { days: 'all', like: 'r9' } })
  openItem(item({ orders: 1 }))
  expect(address.place).toEqual({
    path: ['troubleshoot'],
    query: { guide: 'disappeared', order: 'A-1', customer: 'Papier & "Co"' },
  })
})

test('news that does not arrive is the list of it, of that customer', () => {
  openItem(item({ concern: 'failed_postbacks', like: '' }))
  expect(address.place.query).toMatchObject({ q: 'customer:"Papier & Co"', result: 'retrying,failed,not_sent' })
})

test('messages that are not about parcels are listed without those that are', () => {
  openItem(item({ concern: 'failed_postbacks', verdict: '', scenario: '', like: '', of: [], orders: 1 }))
  expect(address.place.query).toMatchObject({
    kind: 'received,production,delivery,error,other',
    result: 'retrying,failed,not_sent',
  })
})

test('of several silent orders each has a guide of its own', () => {
  expect(canOpen(item({ concern: 'silent_orders', like: '' }))).toBe(false)
  expect(canOpen(item({ concern: 'missing_triggers', like: '' }))).toBe(true)
  expect(canOpen(item({ concern: 'silent_orders', like: '', orders: 1 }))).toBe(true)
})

test('news that were taken in vain are in no list of failed ones: each order has its guide', () => {
  expect(canOpen(item({ concern: 'failed_postbacks', verdict: 'ODD_TARGET', like: '' }))).toBe(false)
  expect(canOpen(item({ concern: 'failed_postbacks', verdict: 'SENT_BODY_ERROR', like: '' }))).toBe(false)
  expect(canOpen(item({ concern: 'failed_postbacks', verdict: 'ODD_TARGET', like: '', orders: 1 }))).toBe(true)
})

test('what can not be read leads to what is held', () => {
  openItem(item({ concern: 'sync_problems', orders: 0, of: [], like: '', scenario: '' }))
  expect(address.place.path).toEqual(['sync'])
})
