import { listed } from '../lib/address'
import { pageSize } from '../lib/paged.svelte'
import { readSpan, windowOfSpan, writeSpan, type Span } from '../lib/span'
import { kinds, results, type Direction, type Kind, type Millis, type PostbackFilter, type Result } from '../lib/types'

/** Choice is what a person narrowed the list to; kind '' means all. */
export interface Choice {
  span: Span
  kind: Kind | ''
  results: Result[]
  directions: Direction[]
  search: string
}

export const directions: Direction[] = ['to_customer', 'from_printer']

type Query = Readonly<Record<string, string>>

/** readChoice reads the choice from the address. */
export function readChoice(query: Query): Choice {
  return {
    span: readSpan(query),
    kind: kinds.find((kind) => kind === query.kind) ?? '',
    results: listed(query.result, results),
    directions: listed(query.direction, directions),
    search: query.q ?? '',
  }
}

/** writeChoice is the choice as it stands in the address. */
export function writeChoice(choice: Choice): Query {
  return {
    ...writeSpan(choice.span),
    kind: choice.kind,
    result: choice.results.join(','),
    direction: choice.directions.join(','),
    q: choice.search,
  }
}

/** narrowed says that more than the days is chosen. */
export function narrowed(choice: Choice): boolean {
  return choice.kind !== '' || choice.results.length > 0 || choice.directions.length > 0 || choice.search !== ''
}

/** nothing is what clears all but the days. */
export const nothing = { kind: '', results: [], directions: [], search: '' } as const satisfies Partial<Choice>

/** filterOf is the question to Go. */
export function filterOf(choice: Choice, now: Millis, after: string): PostbackFilter {
  return {
    window: windowOfSpan(choice.span, now),
    kinds: choice.kind ? [choice.kind] : [],
    directions: choice.directions,
    results: choice.results,
    customers: [],
    source: '',
    search: choice.search.trim(),
    limit: pageSize,
    after,
  }
}
