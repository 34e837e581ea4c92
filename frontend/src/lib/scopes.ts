import type { List } from './types'

type Query = Readonly<Record<string, string>>

/* Other screens, links and views name some filters of a list by itself. On the list they stand in the text of the search
   box with everything else, so that text and chips are one query. */

const named: Record<List, readonly string[]> = {
  requests: ['outcome', 'type'],
  postbacks: ['kind', 'direction', 'result'],
}

/** namedFilters are the filters of a list that an address may name by itself. */
export const namedFilters = (list: List): readonly string[] => named[list]

/** foldedText is the query of a list as one text. */
export function foldedText(list: List, query: Query): string {
  const scopes = named[list].flatMap((name) => (query[name] ? [`${name}:${query[name]}`] : []))
  return [...scopes, query.q ?? ''].filter(Boolean).join(' ')
}

/** writtenText is that text as it stands in the address, alone. */
export function writtenText(list: List, text: string): Record<string, string> {
  return { ...Object.fromEntries(named[list].map((name) => [name, ''])), q: text }
}
