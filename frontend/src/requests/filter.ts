import { listed } from '../lib/address'
import { pageSize } from '../lib/paged.svelte'
import { readSpan, windowOfSpan, writeSpan, type Span } from '../lib/span'
import { outcomes, type Millis, type Outcome, type RequestFilter } from '../lib/types'

/** Choice is what a person narrowed the list to. */
export interface Choice {
  span: Span
  outcomes: Outcome[]
  types: RequestType[]
  search: string
  /** like is the id of a request: those that failed for the same cause. */
  like: string
}

export const requestTypes = ['submit', 'cancel', 'update_shipment'] as const
export type RequestType = (typeof requestTypes)[number]

type Query = Readonly<Record<string, string>>

/** readChoice reads the choice from the address. */
export function readChoice(query: Query): Choice {
  return {
    span: readSpan(query),
    outcomes: listed(query.outcome, outcomes),
    types: listed(query.type, requestTypes),
    search: query.q ?? '',
    like: query.like ?? '',
  }
}

/** writeChoice is the choice as it stands in the address. */
export function writeChoice(choice: Choice): Query {
  return {
    ...writeSpan(choice.span),
    outcome: choice.outcomes.join(','),
    type: choice.types.join(','),
    q: choice.search,
    like: choice.like,
  }
}

/** narrowed says that more than the days is chosen. */
export function narrowed(choice: Choice): boolean {
  return choice.outcomes.length > 0 || choice.types.length > 0 || choice.search !== '' || choice.like !== ''
}

/** filterOf is the question to Go. */
export function filterOf(choice: Choice, now: Millis, after: string): RequestFilter {
  return {
    window: windowOfSpan(choice.span, now),
    outcomes: choice.outcomes,
    types: choice.types,
    customers: [],
    stages: [],
    source: '',
    like: choice.like,
    search: choice.search.trim(),
    limit: pageSize,
    after,
  }
}
