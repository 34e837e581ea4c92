import { expect, test } from 'vitest'

import type { SyncState } from '../lib/types'
import { isLong, moodOf, stillHidden, troubleOf, type Mood } from './mood'

const none = { code: '', message: '', hint: '' }
const offline = { code: 'offline', message: 'No network.', hint: '' }
const idle: SyncState = {
  now: 1,
  connected: true,
  demo: false,
  running: false,
  paused: false,
  metered: false,
  elsewhere: false,
  nextAt: 0,
  fraction: -1,
  requests: 0,
  postbacks: 0,
  perSecond: 0,
  leftMs: 0,
  back: 0,
  retryInMs: 0,
  lastAt: 1,
  lastNew: 0,
  failure: none,
}

test.each<[string, Partial<SyncState>, Mood]>([
  ['a try after a failure, before anything came', { running: true, failure: offline }, 'trying'],
  ['a try that brought a page', { running: true, failure: offline, requests: 100 }, 'trying'],
  ['a try that brings the history', { running: true, failure: offline, requests: 1000 }, 'running'],
  ['a fetch that a person stopped before', { running: true, failure: { ...none, code: 'cancelled' } }, 'running'],
  ['a failure where data costs money', { metered: true, failure: offline }, 'failed'],
  ['a full disk', { failure: { ...none, code: 'disk_full' } }, 'stuck'],
])('%s is what a sync is at', (_, over, mood) => {
  expect(moodOf({ ...idle, ...over }, 1)).toBe(mood)
})

test('a panel is for the first fetch and for a long one, not for a visit for news', () => {
  expect(isLong({ ...idle, running: true }, true)).toBe(false)
  expect(isLong({ ...idle, running: true, postbacks: 1000 }, true)).toBe(true)
  expect(isLong({ ...idle, running: true, lastAt: 0 }, false)).toBe(true)
  expect(isLong({ ...idle, running: true, lastAt: 0 }, true)).toBe(false)
})

test('what was put away stays away through every try, and comes back when something changed', () => {
  const failed = { ...idle, failure: offline }
  const hidden = troubleOf(failed)
  expect(stillHidden(hidden, { ...failed, running: true })).toBe(hidden)
  expect(stillHidden(hidden, failed)).toBe(hidden)
  expect(stillHidden(hidden, idle)).toBe('')
  expect(stillHidden(hidden, { ...failed, failure: { ...offline, code: 'unauthorized' } })).toBe('')
})
