import { expect, test } from 'vitest'

import { setNow } from '../lib/clock'
import type { SyncState } from '../lib/types'
import { saidOf } from './words'

const now = new Date(2026, 10, 24, 9, 41).getTime()
setNow(now)

const idle: SyncState = {
  now,
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
  lastAt: new Date(2026, 10, 24, 8, 0).getTime(),
  lastNew: 0,
  failure: { code: '', message: '', hint: '' },
}
const failed = (code: string) => ({ failure: { code, message: 'm', hint: 'h' } })

test.each<[string, Partial<SyncState>, string, string]>([
  ['nothing new', {}, 'Fetched today 08:00', 'all caught up'],
  ['news', { lastNew: 1284 }, 'Fetched today 08:00', '1,284 new'],
  ['a running sync', { running: true, fraction: 0.629 }, 'Fetching, 62 %', '0 records'],
  ['a sync of unknown length', { running: true }, 'Fetching', '0 records'],
  ['no source', { connected: false }, 'Not connected', 'no data yet'],
  ['no network', failed('offline'), 'Not up to date', 'data from today 08:00'],
  ['a sync that was stopped by hand', failed('cancelled'), 'Fetched today 08:00', 'all caught up'],
])('%s is said in two lines', (_, over, title, text) => {
  expect(saidOf({ ...idle, ...over })).toMatchObject({ title, text })
})

test('what no later try will mend is red, the rest amber', () => {
  expect(saidOf({ ...idle, ...failed('unauthorized') }).tone).toBe('fail')
  expect(saidOf({ ...idle, ...failed('timeout') }).tone).toBe('warn')
})
