import { expect, test } from 'vitest'

import { setNow } from '../lib/clock'
import type { SyncState } from '../lib/types'
import { leftWords, nextWords, saidOf, toldOf, type Told } from './words'

const now = new Date(2026, 10, 24, 9, 41).getTime()
const since = new Date(2026, 10, 24, 8, 0).getTime()
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
  lastAt: since,
  lastNew: 0,
  failure: { code: '', message: '', hint: '' },
}
const at = (hour: number, minute: number) => new Date(2026, 10, 24, hour, minute).getTime()
const failed = (code: string) => ({ failure: { code, message: 'm', hint: 'h' } })

test.each<[string, Partial<SyncState>, string, string]>([
  ['nothing new', {}, 'Fetched today 08:00', 'all caught up'],
  ['news', { lastNew: 1284 }, 'Fetched today 08:00', '1,284 new'],
  ['a history that was held before this start', { lastAt: 0 }, 'Fetched today 08:00', ''],
  ['a running sync', { running: true, fraction: 0.629 }, 'Fetching, 62 %', '0 records'],
  [
    'a running sync that knows its end',
    { running: true, fraction: 0.5, leftMs: 170_000 },
    'Fetching, 50 %',
    'about 3 min left',
  ],
  ['a sync of unknown length', { running: true }, 'Fetching', '0 records'],
  ['a wait before the next try', { running: true, retryInMs: 8000 }, 'Waiting to try again', 'next try 09:41:08'],
  ['no source', { connected: false }, 'Not connected', 'no data yet'],
  ['no network', failed('offline'), 'Not up to date', 'data from today 08:00'],
  ['a try after no network', { ...failed('offline'), running: true }, 'Not up to date', 'trying again now'],
  ['a sync that was stopped by hand', failed('cancelled'), 'Fetched today 08:00', 'all caught up'],
  ['a pause', { paused: true }, 'Paused', 'data from today 08:00'],
  ['a pause without network', { paused: true, ...failed('offline') }, 'Paused', 'data from today 08:00'],
  ['a refused key in a pause', { paused: true, ...failed('unauthorized') }, 'Not up to date', 'data from today 08:00'],
  ['a connection that costs money', { metered: true }, 'Waiting, metered', 'data from today 08:00'],
  ['another that syncs', { elsewhere: true }, 'Fetched by another', 'news appears here too'],
  ['a made-up history', { demo: true }, 'Demo data', 'all caught up'],
])('%s is said in two lines', (_, over, title, text) => {
  expect(saidOf({ ...idle, ...over }, since)).toMatchObject({ title, text })
})

test('a history that holds nothing yet is not called fetched', () => {
  expect(saidOf({ ...idle, lastAt: 0 }, 0).title).toBe('Not fetched yet')
})

test('what no later try will mend is red, the rest amber', () => {
  expect(saidOf({ ...idle, ...failed('unauthorized') }, since).tone).toBe('fail')
  expect(saidOf({ ...idle, ...failed('timeout') }, since).tone).toBe('warn')
})

test.each<[number, string]>([
  [0, ''],
  [20_000, 'less than a minute left'],
  [170_000, 'about 3 min left'],
  [5_400_000, 'about 2 h left'],
])('%i ms that are left are rounded to what a person can use', (ms, words) => {
  expect(leftWords(ms)).toBe(words)
})

test.each<[string, Partial<SyncState>, string]>([
  ['the next sync', { nextAt: at(9, 50) }, 'Next fetch 09:50.'],
  ['one that begins in a moment', { nextAt: now + 15_000 }, 'Next fetch 09:41:15.'],
  ['the next try', { nextAt: at(9, 50), ...failed('offline') }, 'Next try 09:50.'],
  ['no sync in a pause', { nextAt: at(9, 50), paused: true }, 'Next fetch when you ask for it.'],
])('%s is announced', (_, over, words) => {
  expect(nextWords({ ...idle, ...over })).toBe(words)
})

test.each<[string, Partial<SyncState>, Partial<Told>]>([
  ['a refused key asks to connect again', failed('unauthorized'), { act: 'connect', tone: 'fail', urgent: true }],
  ['a key that may not read asks for a try', failed('forbidden'), { act: 'retry', tone: 'fail', urgent: true }],
  ['no network offers a try', failed('offline'), { act: 'retry', tone: 'warn', urgent: false }],
  ['a pause can be ended', { paused: true }, { act: 'resume', tone: 'unk' }],
  ['a metered connection can be used anyway', { metered: true }, { act: 'anyway', tone: 'unk' }],
  [
    'another that syncs needs nothing',
    { elsewhere: true },
    { tone: 'unk', title: 'Another Ordertrail is fetching this history.' },
  ],
])('%s', (_, over, told) => {
  expect(toldOf({ ...idle, ...over }, since)).toMatchObject(told)
})

test('a full disk says what still works and what happens by itself', () => {
  expect(toldOf({ ...idle, ...failed('disk_full') }, since).text).toBe(
    'h Your stored history still works. Fetching goes on by itself once there is room.',
  )
})

test('a try that is planned names its time, and a refused key plans none', () => {
  expect(toldOf({ ...idle, ...failed('offline'), nextAt: at(9, 50) }, since).text).toContain('Next try 09:50.')
  expect(toldOf({ ...idle, ...failed('unauthorized') }, since).text).toBe(
    'Connect again with a key that is valid. Your stored history still works.',
  )
})
