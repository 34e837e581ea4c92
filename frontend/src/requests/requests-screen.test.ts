import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { speakThrough } from '../lib/backend'
import { detail, requestRow } from '../lib/fake'
import { Fault } from '../lib/fault'
import { address } from '../lib/place.svelte'
import type { RequestPage } from '../lib/types'
import RequestsScreen from './requests-screen.svelte'

const empty: RequestPage = { requests: [], next: '', total: 0, coverage: { lists: [], gaps: [] } }

/** Answers for a screen; a method that is not named has nothing to say. */
function answer(methods: Partial<Record<string, (...args: unknown[]) => unknown>>): void {
  speakThrough(async (method, args) => {
    const found = methods[method]
    if (!found) throw new Fault('not_found', '', '')
    return found(...args)
  })
}

beforeEach(() => address.go(['requests']))
afterEach(cleanup)

test('days without requests say so, and lead to all dates', async () => {
  answer({ Requests: () => empty })
  render(RequestsScreen)
  expect(await screen.findByText('No requests in these days')).toBeTruthy()
  screen.getByRole('button', { name: 'Search all dates' }).click()
  expect(address.place.query.days).toBe('all')
})

test('filters that nothing fits can be cleared', async () => {
  answer({ Requests: () => empty })
  address.amend({ q: 'nobody' })
  render(RequestsScreen)
  expect(await screen.findByText('No requests match')).toBeTruthy()
  screen.getAllByRole('button', { name: 'Show all' })[0]?.click()
  expect(address.place.query.q).toBe('')
})

test('each filter in the way can be left out, and the nearest day is one click away', async () => {
  const at = new Date(2026, 10, 3, 8, 5).getTime()
  const part = { from: 0, to: 11, key: 'type', op: '', values: ['cancel'], not: false }
  answer({
    Requests: () => empty,
    Understand: () => ({ parts: [part], problems: [], list: 'requests' }),
    NearestRequest: () => ({ before: at, after: 0 }),
  })
  address.amend({ q: 'type:cancel' })
  render(RequestsScreen)
  const filters = await screen.findByRole('list', { name: 'Filters in the way' })
  ;(await within(filters).findByRole('button', { name: 'Leave out type:cancel' })).click()
  expect(address.place.query.q).toBe('')
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Filters in the way' })).toBeNull())
  ;(await screen.findByRole('button', { name: 'The last one before: 3 Nov 08:05' })).click()
  expect(address.place.query).toMatchObject({ from: '2026-11-03', to: '2026-11-03' })
})

test('a list that can not be read says why and what to do', async () => {
  let works = false
  answer({
    Requests: () => {
      if (works) return empty
      throw new Fault('io', 'The disk does not answer.', 'Check its cable.')
    },
  })
  render(RequestsScreen)
  expect((await screen.findByRole('alert')).textContent).toContain('The disk does not answer. Check its cable.')
  works = true
  screen.getByRole('button', { name: 'Try again' }).click()
  expect(await screen.findByText('No requests in these days')).toBeTruthy()
})

test('what is not held is said over the list', async () => {
  const gap = { source: 's', list: 'requests', from: Date.now() - 3_600_000, to: 0, why: 'cancelled' }
  answer({ Requests: () => ({ ...empty, coverage: { lists: [], gaps: [gap] } }) })
  render(RequestsScreen)
  expect(await screen.findByText(/stopped before it was fetched/)).toBeTruthy()
})

test('a chosen request shows its verdict and its four stages', async () => {
  const stages = { original: 'passed', template: 'failed', final: 'not_reached', response: 'not_reached' } as const
  const row = requestRow({ outcome: 'template_failed', severity: 'error', stages, httpStatus: 0 })
  answer({
    Requests: () => ({ ...empty, requests: [row], total: 1 }),
    Request: () => detail(row),
  })
  address.amend({ id: 'r1' })
  render(RequestsScreen)
  expect(await screen.findByText('The template could not build the order')).toBeTruthy()
  expect(screen.getByText('never built')).toBeTruthy()
  expect(screen.getByText('1 request')).toBeTruthy()
})
