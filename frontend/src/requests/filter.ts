import { pageSize } from '../lib/paged.svelte'
import { foldedText, writtenText } from '../lib/scopes'
import { readSpan, windowOfSpan, writeSpan, type Span } from '../lib/span'
import type { Millis, RequestFilter } from '../lib/types'
import { m } from '../paraglide/messages'

/** Choice is what a person narrowed the list to. */
export interface Choice {
  span: Span
  /** search is all of the query: what is typed and what is chosen by chips. */
  search: string
  /** like is the id of a request: those that failed for the same cause. */
  like: string
}

export const requestTypes = ['submit', 'cancel', 'update_shipment'] as const

type Query = Readonly<Record<string, string>>

/** readChoice reads the choice from the address. */
export function readChoice(query: Query): Choice {
  return { span: readSpan(query), search: foldedText('requests', query), like: query.like ?? '' }
}

/** writeChoice is the choice as it stands in the address. */
export function writeChoice(choice: Choice): Query {
  return { ...writeSpan(choice.span), ...writtenText('requests', choice.search), like: choice.like }
}

/** narrowed says that more than the days is chosen. */
export function narrowed(choice: Choice): boolean {
  return choice.search.trim() !== '' || choice.like !== ''
}

/** likeWords name what requests that are alike share: their cause, or what they were made with. */
export const likeWords = (like: string): string => (like.includes('#') ? m.filter_row() : m.filter_like())

/** filterOf is the question to Go. */
export function filterOf(choice: Choice, now: Millis, after: string): RequestFilter {
  return {
    window: windowOfSpan(choice.span, now),
    outcomes: [],
    types: [],
    customers: [],
    stages: [],
    source: '',
    like: choice.like,
    search: choice.search.trim(),
    limit: pageSize,
    after,
  }
}
