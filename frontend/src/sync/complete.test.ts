import { expect, test } from 'vitest'

import { setNow } from '../lib/clock'
import type { Coverage, Gap, Held, List } from '../lib/types'
import { completeSince, sentenceOf } from './complete'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
setNow(at(18, 15))

const held = (list: List, from: number, to: number, source = 's'): Held => ({ source, list, from, to, completeAt: to })
const gap = (why: Gap['why'], from: number, to: number, list: List = 'requests'): Gap => ({
  source: 's',
  list,
  from,
  to,
  why,
})
const both = (from: number, to: number, source = 's') => [
  held('requests', from, to, source),
  held('postbacks', from, to, source),
]

test.each<[string, Coverage, string]>([
  [
    'all of it',
    { lists: both(at(4, 15), at(18, 14, 30)), gaps: [] },
    'Everything from 4 Nov 15:00 to today 14:30 is held.',
  ],
  [
    'lists of different ends: what both hold',
    { lists: [held('requests', at(4, 15), at(18, 14)), held('postbacks', at(5, 8), at(18, 12))], gaps: [] },
    'Everything from 5 Nov 08:00 to today 12:00 is held.',
  ],
  [
    'parts that touch',
    { lists: [...both(at(10, 0), at(18, 14)), ...both(at(4, 15), at(10, 0))], gaps: [] },
    'Everything from 4 Nov 15:00 to today 14:00 is held.',
  ],
  [
    'all that the source keeps',
    { lists: both(at(4, 15), at(18, 14)), gaps: [gap('beyond_source', at(1, 0), at(4, 15))] },
    'Everything the source keeps is held, from 4 Nov 15:00 to today 14:00.',
  ],
  [
    'all but what was erased here, which no fetch brings back',
    { lists: both(at(4, 15), at(18, 14)), gaps: [gap('erased', at(1, 0), at(4, 15))] },
    'Everything the source keeps is held, from 4 Nov 15:00 to today 14:00.',
  ],
  [
    'one gap, by name',
    { lists: both(at(4, 15), at(18, 14)), gaps: [gap('not_yet', at(9, 1), at(9, 12))] },
    '1 gap: Requests 9 Nov 01:00 to 12:00, not fetched yet.',
  ],
  [
    'several gaps, by reason',
    {
      lists: both(at(4, 15), at(18, 14)),
      gaps: [
        gap('not_yet', at(9, 1), at(9, 12)),
        gap('not_yet', at(10, 1), at(10, 2)),
        gap('forbidden', at(4, 1), at(9, 1), 'postbacks'),
      ],
    },
    '3 gaps: 2 not fetched yet, 1 refused by the source.',
  ],
  ['nothing', { lists: [], gaps: [] }, 'No time is known to be complete yet.'],
])('the sentence tells of %s', (_, coverage, title) => {
  expect(sentenceOf(coverage).title.replace(/Sept/g, 'Sep')).toBe(title)
})

test.each<[string, Held[]]>([
  ['one list was never read', [held('requests', at(4, 15), at(18, 14))]],
  ['two sources have no time in common', [...both(at(4, 1), at(5, 1)), ...both(at(6, 1), at(7, 1), 't')]],
  ['what is held has a hole', [...both(at(4, 1), at(5, 1)), ...both(at(6, 1), at(7, 1))]],
])('everything is never said to be held where %s', (_, lists) => {
  const { title, whole } = sentenceOf({ lists, gaps: [] })
  expect(title).not.toMatch(/[Ee]verything/)
  expect(whole).toBe(false)
})

test('the history is as old as the newest that was read to its end', () => {
  expect(completeSince(undefined)).toBe(0)
  expect(completeSince({ lists: [], gaps: [] })).toBe(0)
  expect(completeSince({ lists: both(at(4, 1), at(5, 1)), gaps: [] })).toBe(at(5, 1))
})
