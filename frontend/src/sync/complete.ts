import type { Coverage, Gap, Millis, Window } from '../lib/types'
import { moment } from '../lib/when'
import { m } from '../paraglide/messages'
import { canFetch, countWords, gapName, ledgersOf } from './gaps'

/** Sentence says how complete the history is, and what that means. */
export interface Sentence {
  title: string
  text: string
  whole: boolean
}

/** sentenceOf says how complete the history is. "Everything" is only said of a time that each list holds without a
 * break. */
export function sentenceOf(coverage: Coverage): Sentence {
  const open = coverage.gaps.filter(canFetch)
  if (coverage.lists.length === 0 && open.length === 0)
    return { title: m.held_nothing(), text: m.held_nothing_text(), whole: false }
  if (open.length > 0) return { title: gapsTitle(open), text: m.held_gaps_text(), whole: false }
  const common = commonOf(coverage)
  if (!common) return { title: m.held_some(), text: '', whole: false }
  const span = { from: moment(common.from), to: moment(common.to) }
  const title = coverage.gaps.length > 0 ? m.held_kept(span) : m.held_all(span)
  return { title, text: m.held_all_text(), whole: true }
}

function gapsTitle(open: Gap[]): string {
  const [only] = open
  if (only && open.length === 1) return m.held_gap_one({ gap: gapName(only) })
  return m.held_gaps({ count: open.length, reasons: countWords(open) })
}

/** commonOf is the time that every list of every source holds; undefined when there is none. */
function commonOf(coverage: Coverage): Window | undefined {
  const windows = ledgersOf(coverage).map(({ held }) => unbroken(held))
  if (windows.some((one) => one === undefined)) return undefined
  const held = windows.filter((one) => one !== undefined)
  const from = Math.max(...held.map((one) => one.from))
  const to = Math.min(...held.map((one) => one.to))
  return from < to ? { from, to } : undefined
}

function unbroken(held: Window[]): Window | undefined {
  const [first, ...rest] = [...held].sort((a, b) => a.from - b.from)
  if (!first) return undefined
  let to = first.to
  for (const one of rest) {
    if (one.from > to) return undefined
    to = Math.max(to, one.to)
  }
  return { from: first.from, to }
}

/** completeSince is when anything held was last read to its end; 0: nothing was. */
export function completeSince(coverage: Coverage | undefined): Millis {
  return Math.max(0, ...(coverage?.lists.map((one) => one.completeAt) ?? []))
}
