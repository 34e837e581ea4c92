import Archive from '@lucide/svelte/icons/archive-x'
import Stop from '@lucide/svelte/icons/circle-stop'
import Eraser from '@lucide/svelte/icons/eraser'
import Hourglass from '@lucide/svelte/icons/hourglass'
import Key from '@lucide/svelte/icons/key-round'
import Alert from '@lucide/svelte/icons/triangle-alert'
import Weight from '@lucide/svelte/icons/weight'

import { spanWords, whyWords } from '../lib/coverage'
import { number } from '../lib/format'
import type { Coverage, Gap, GapWhy, Held, List } from '../lib/types'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'

/** Reason is how a reason for a gap looks and is named, and what can be done about it. */
export interface Reason {
  icon: Icon
  tone: Tone
  short: () => string
  counted: (n: { count: string }) => string
  next: () => string
}

/** reasons are all of them, in the order of the legend. */
export const reasons: Record<GapWhy, Reason> = {
  not_yet: {
    icon: Hourglass,
    tone: 'wait',
    short: m.gap_short_not_yet,
    counted: m.gap_n_not_yet,
    next: m.gap_next_not_yet,
  },
  cancelled: {
    icon: Stop,
    tone: 'wait',
    short: m.gap_short_cancelled,
    counted: m.gap_n_cancelled,
    next: m.gap_next_cancelled,
  },
  forbidden: {
    icon: Key,
    tone: 'fail',
    short: m.gap_short_forbidden,
    counted: m.gap_n_forbidden,
    next: m.gap_next_forbidden,
  },
  error: { icon: Alert, tone: 'fail', short: m.gap_short_error, counted: m.gap_n_error, next: m.gap_next_error },
  too_large: {
    icon: Weight,
    tone: 'warn',
    short: m.gap_short_too_large,
    counted: m.gap_n_too_large,
    next: m.gap_next_too_large,
  },
  beyond_source: {
    icon: Archive,
    tone: 'unk',
    short: m.gap_short_beyond_source,
    counted: m.gap_n_beyond_source,
    next: m.gap_next_beyond_source,
  },
  erased: {
    icon: Eraser,
    tone: 'unk',
    short: m.gap_short_erased,
    counted: m.gap_n_erased,
    next: m.gap_next_erased,
  },
}

/** allWhys are the reasons in that order. */
export const allWhys: GapWhy[] = ['not_yet', 'cancelled', 'forbidden', 'error', 'too_large', 'beyond_source', 'erased']

/** canFetch says that asking the source once more may fill a gap. */
export const canFetch = (gap: Gap): boolean => gap.why !== 'beyond_source' && gap.why !== 'erased'

export const listName = (list: List): string => (list === 'requests' ? m.nav_requests() : m.nav_postbacks())

/** keyOf tells gaps of one reading of the ledger apart. */
export const keyOf = (gap: Gap): string => [gap.source, gap.list, gap.from, gap.to, gap.why].join('|')

/** overlap says that two gaps are of one list and share some time: while one is fetched it shrinks and splits. */
export function overlap(a: Gap, b: Gap): boolean {
  return a.source === b.source && a.list === b.list && a.from < (b.to || Infinity) && b.from < (a.to || Infinity)
}

/** gapName names a gap in a sentence. */
export function gapName(gap: Gap): string {
  return m.gap_of_list({ list: listName(gap.list), span: spanWords(gap), why: whyWords[gap.why]() })
}

/** countWords say how many gaps there are for each reason. */
export function countWords(gaps: Gap[]): string {
  const counts = allWhys.map((why) => ({ why, count: gaps.filter((gap) => gap.why === why).length }))
  return counts
    .filter(({ count }) => count > 0)
    .map(({ why, count }) => reasons[why].counted({ count: number(count) }))
    .join(', ')
}

/** One list of one source: what is held of it, and what is not, the newest gap first. */
export interface Ledger {
  key: string
  source: string
  list: List
  held: Held[]
  gaps: Gap[]
}

/** ledgersOf are the lists of all sources, requests before postbacks. */
export function ledgersOf(coverage: Coverage): Ledger[] {
  const sources = [...new Set([...coverage.lists, ...coverage.gaps].map((one) => one.source))].sort()
  return sources.flatMap((source) =>
    (['requests', 'postbacks'] as const).map((list) => {
      const own = (one: { source: string; list: List }) => one.source === source && one.list === list
      const gaps = coverage.gaps.filter(own).sort((a, b) => b.from - a.from)
      return { key: `${source}|${list}`, source, list, held: coverage.lists.filter(own), gaps }
    }),
  )
}
