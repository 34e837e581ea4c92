import { spanWords, whyWords } from '../lib/coverage'
import { number } from '../lib/format'
import type { List } from '../lib/types'
import { moment } from '../lib/when'
import { m } from '../paraglide/messages'
import type { Part } from './bar'
import { canFetch, countWords, listName, reasons } from './gaps'

/** Lines are what is told about a part of a bar: what it is, from when to when, and why. */
export interface Lines {
  title: string
  span: string
  why: string
  next: string
}

/** linesOf says what a part of a bar is. */
export function linesOf(part: Part): Lines {
  const span = spanWords(part)
  if (part.held)
    return { title: m.held_part(), span, why: m.held_as_of({ time: moment(part.completeAt) }) + '.', next: '' }
  const [gap] = part.gaps
  if (part.gaps.length > 1 || !gap || part.why === '') {
    const title = m.gap_cluster({ count: number(part.gaps.length) })
    return { title, span, why: countWords(part.gaps) + '.', next: m.gap_click_rows() }
  }
  const why = sentence(whyWords[part.why]())
  const next = reasons[part.why].next()
  return { title: m.gap_word(), span, why, next: canFetch(gap) ? `${next} ${m.gap_click()}` : next }
}

/** partName is a part's name for those who don't see it. */
export function partName(part: Part, list: List): string {
  const { title, span, why, next } = linesOf(part)
  const drawn = part.held || part.why === '' || part.gaps.length > 1 ? '' : `: ${reasons[part.why].short()}`
  return `${title}${drawn}, ${listName(list)} ${span}. ${why} ${next}`.trim()
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1) + '.'
