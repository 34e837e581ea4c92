import { stageWords } from '../lib/status'
import { problemWords } from '../lib/text-words'
import type { FieldChange, ComparedField, ComparisonSummary, Course, Origin } from '../lib/types'
import { watchedWords } from '../lib/watched'
import { m } from '../paraglide/messages'

export const changeWords: Record<FieldChange, () => string> = {
  same: m.compare_same,
  changed: m.compare_changed,
  added: m.compare_added,
  dropped: m.compare_dropped,
}

const originWords: Record<Origin, () => string> = {
  copied: m.origin_copied,
  reformatted: m.origin_reformatted,
  looked_up: m.origin_looked_up,
  constant: m.origin_constant,
  computed: m.origin_computed,
  unknown: m.origin_unknown,
}

/** originOf tells in a few words where a field's value came from. */
export function originOf(field: ComparedField): string {
  if (field.change === 'dropped') return field.perhaps ? m.origin_perhaps() : m.origin_dropped()
  if (field.candidates.length > 1) return m.origin_candidates({ count: field.candidates.length })
  const said = field.lookup.field
    ? field.missed
      ? m.origin_lookup_missed({ table: field.lookup.field, key: field.lookup.key })
      : m.origin_lookup({ table: field.lookup.field, key: field.lookup.key })
    : originWords[field.origin]()
  const likely = !field.proved && field.origin !== 'unknown' && !field.lookup.field
  return likely ? m.origin_likely({ origin: said }) : said
}

/** sentenceOf tells what became of a field, for those who don't see the lines. */
export function sentenceOf(field: ComparedField): string {
  const name = field.to.there ? field.to.path : field.from.path
  return m.compare_sentence({ field: name, change: changeWords[field.change](), origin: originOf(field) })
}

/** courseOf tells which stage first changed what was ordered. */
export function courseOf(course: Course): string {
  const stage = course.diverges === '' ? '' : stageWords[course.diverges]()
  const field = watchedWords[course.field]()
  if (!course.to.path) return m.compare_lost({ field, stage, from: course.from.words })
  return m.compare_diverges({ field, stage, from: course.from.words, to: course.to.words })
}

/** partlyOf tells which of two documents could not be read to its end: the rest of it is not compared. */
export function partlyOf({ query, from, to }: Pick<ComparisonSummary, 'query' | 'from' | 'to'>): string[] {
  const sides = [
    { stage: query.from || 'original', document: from },
    { stage: query.to || 'final', document: to },
  ] as const
  return sides
    .filter(({ document }) => document.problem.why !== '')
    .map(({ stage, document }) => {
      const of = query.with ? ` (${document.orderReferenceId || document.id})` : ''
      return m.compare_partly({ stage: stageWords[stage]() + of, why: problemWords(document.problem) })
    })
}
