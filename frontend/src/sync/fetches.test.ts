import { expect, test, vi } from 'vitest'

import { speakThrough } from '../lib/backend'
import { Fault } from '../lib/fault'
import type { Gap } from '../lib/types'
import { Fetches } from './fetches.svelte'

const gap = (from: number, to: number): Gap => ({ source: 's', list: 'requests', from, to, why: 'not_yet' })

/** answering speaks for Go; each FetchGap waits for its answer. */
function answering() {
  const asked: { gap: unknown; answer: (fault?: Fault) => void }[] = []
  speakThrough((method, args) => {
    if (method !== 'FetchGap') return Promise.resolve({ lists: [], gaps: [] })
    return new Promise((resolve, reject) => {
      asked.push({ gap: args[0], answer: (fault) => (fault ? reject(fault) : resolve(null)) })
    })
  })
  return asked
}

test('gaps are fetched one after the other', async () => {
  const asked = answering()
  const fetches = new Fetches()
  fetches.fetch(gap(1, 2), gap(3, 4))
  expect(asked.map((one) => one.gap)).toEqual([gap(1, 2)])
  expect(fetches.tries.map((one) => one.state)).toEqual(['running', 'queued'])
  asked[0]?.answer()
  await vi.waitFor(() => expect(asked.map((one) => one.gap)).toEqual([gap(1, 2), gap(3, 4)]))
  asked[1]?.answer()
  await vi.waitFor(() => expect(fetches.tries).toEqual([]))
  expect(fetches.done).toEqual(gap(3, 4))
})

test('a failure is told beside its gap, and nothing more is asked for', async () => {
  const asked = answering()
  const fetches = new Fetches()
  fetches.fetch(gap(1, 2), gap(3, 4))
  asked[0]?.answer(new Fault('unauthorized', 'No.', ''))
  await vi.waitFor(() => expect(fetches.of(gap(1, 2))?.state).toBe('failed'))
  await vi.waitFor(() => expect(fetches.busy).toBe(false))
  expect(asked).toHaveLength(1)
  expect(fetches.of(gap(3, 4))).toBeUndefined()
})

test('a gap that is under way is not asked for twice, even when it has shrunk', () => {
  const asked = answering()
  const fetches = new Fetches()
  fetches.fetch(gap(1, 9))
  fetches.fetch(gap(1, 4))
  expect(asked).toHaveLength(1)
  expect(fetches.tries).toHaveLength(1)
})
