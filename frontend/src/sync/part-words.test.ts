import { expect, test } from 'vitest'

import { setNow } from '../lib/clock'
import type { Gap } from '../lib/types'
import type { Part } from './bar'
import { partName } from './part-words'

const at = (day: number, hour: number, minute = 0, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).getTime()
setNow(at(18, 15))

const place = { left: 0, width: 10 }
const gap = (over: Partial<Gap> = {}): Gap => ({
  source: 's',
  list: 'requests',
  from: at(9, 1),
  to: at(9, 12),
  why: 'not_yet',
  ...over,
})
const lacking = (...gaps: [Gap, ...Gap[]]): Part => {
  const [first] = gaps
  const why = gaps.every((one) => one.why === first.why) ? first.why : ''
  return { ...place, from: first.from, to: Math.max(...gaps.map((one) => one.to)), held: false, gaps, why }
}

test.each<[string, Part, string]>([
  [
    'what is held',
    { ...place, from: at(9, 1), to: at(9, 12), held: true, completeAt: at(18, 14, 30) },
    'Held, Requests 9 Nov 01:00 to 12:00. Complete as of today 14:30.',
  ],
  [
    'a gap',
    lacking(gap()),
    'Gap: Not yet, Requests 9 Nov 01:00 to 12:00. Not fetched yet. Fetch reads it now. Click to fetch.',
  ],
  [
    'a gap that can not be filled',
    lacking(gap({ why: 'beyond_source' })),
    "Gap: Too old, Requests 9 Nov 01:00 to 12:00. The source keeps nothing that old. It can't be fetched: the source deleted it or never had it.",
  ],
  [
    'a time that was erased here',
    lacking(gap({ why: 'erased' })),
    "Gap: Erased, Requests 9 Nov 01:00 to 12:00. Erased here. It can't be fetched: what was erased stays away.",
  ],
  [
    'a gap of one record',
    lacking(gap({ from: at(9, 1, 2, 3), to: at(9, 1, 2, 3) + 1, why: 'too_large' })),
    'Gap: Too large, Requests 9 Nov at 01:02:03. A record was too large. The rest around it is held. Fetch tries it once more. Click to fetch.',
  ],
  [
    'several gaps in one mark',
    lacking(gap(), gap({ from: at(9, 13), to: at(9, 14), why: 'error' })),
    '2 gaps, Requests 9 Nov 01:00 to 14:00. 1 not fetched yet, 1 stopped by an error. Click to see them in the list.',
  ],
])('the name of %s says all that is drawn of it', (_, part, name) => {
  expect(partName(part, 'requests')).toBe(name)
})
