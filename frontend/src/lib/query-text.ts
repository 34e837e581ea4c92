import type { QueryPart } from './types'

/** without takes a part out of a query's text, as when its chip is closed. */
export function without(text: string, part: Pick<QueryPart, 'from' | 'to'>): string {
  return `${text.slice(0, part.from).trimEnd()} ${text.slice(part.to).trimStart()}`.trim()
}

/** withPart adds a condition to a query's text, once. */
export function withPart(text: string, part: string): string {
  const parts = text.split(/\s+/)
  return parts.includes(part) ? text : [text.trim(), part].filter(Boolean).join(' ')
}

/** withScope makes a scope have these values and no others: in place of where it stands first, or at the end. */
export function withScope(text: string, parts: readonly QueryPart[], key: string, values: readonly string[]): string {
  const old = parts.filter((part) => part.key === key && !part.not)
  const written = values.length > 0 ? `${key}:${values.map(quotedValue).join(',')}` : ''
  const first = old[0]
  if (!first) return [text.trim(), written].filter(Boolean).join(' ')
  const left = old.slice(1).reduceRight((shorter, part) => without(shorter, part), text)
  if (written === '') return without(left, first)
  return left.slice(0, first.from) + written + left.slice(first.to)
}

/** chosenIn are the values that a query's scopes of a name have. */
export function chosenIn(parts: readonly QueryPart[], key: string): string[] {
  return parts.filter((part) => part.key === key && !part.not).flatMap((part) => part.values)
}

/** quotedValue is a value as it stands behind a scope. */
export function quotedValue(value: string): string {
  return /[\s",]/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value
}

export interface Piece {
  text: string
  wrong: boolean
}

/** marked cuts a text where it can't be understood. */
export function marked(text: string, problems: readonly { from: number; to: number }[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to } of problems.toSorted((a, b) => a.from - b.from)) {
    if (from < at || to > text.length) continue
    pieces.push({ text: text.slice(at, from), wrong: false }, { text: text.slice(from, to), wrong: true })
    at = to
  }
  return [...pieces, { text: text.slice(at), wrong: false }].filter((piece) => piece.text !== '')
}
