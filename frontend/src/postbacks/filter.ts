import { pageSize } from '../lib/paged.svelte'
import { foldedText, writtenText } from '../lib/scopes'
import { readSpan, windowOfSpan, writeSpan, type Span } from '../lib/span'
import type { Direction, Millis, PostbackFilter } from '../lib/types'

/** Choice is what a person narrowed the list to; search is all of the query, typed and chosen. */
export interface Choice {
  span: Span
  search: string
}

export const directions: Direction[] = ['to_customer', 'from_printer']

type Query = Readonly<Record<string, string>>

/** readChoice reads the choice from the address. */
export function readChoice(query: Query): Choice {
  return { span: readSpan(query), search: foldedText('postbacks', query) }
}

/** writeChoice is the choice as it stands in the address. */
export function writeChoice(choice: Choice): Query {
  return { ...writeSpan(choice.span), ...writtenText('postbacks', choice.search) }
}

/** narrowed says that more than the days is chosen. */
export function narrowed(choice: Choice): boolean {
  return choice.search.trim() !== ''
}

/** filterOf is the question to Go. */
export function filterOf(choice: Choice, now: Millis, after: string): PostbackFilter {
  return {
    window: windowOfSpan(choice.span, now),
    kinds: [],
    directions: [],
    results: [],
    customers: [],
    source: '',
    search: choice.search.trim(),
    limit: pageSize,
    after,
  }
}
