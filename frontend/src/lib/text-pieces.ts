import { tokensOf, type Token } from './tokens'

/** Piece is a part of a line: a token, cut where a hit begins or ends and at characters that can't be seen. */
export interface Piece extends Token {
  hit: boolean
  /** unseen names a character that can't be seen, or that hides where it stands: U+200B. */
  unseen?: string
}

// Format and control characters but tab, line ends and odd spaces of Unicode, and letters that are drawn as nothing.
const unseen =
  /(?![\t ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u17b4\u17b5\u00a0\u1680\u2000-\u200a\u202f\u205f\u115f\u1160\u3164\uffa0]/u
const eachUnseen = new RegExp(unseen.source, 'gu')

/** codeOf is the code of a character: U+200B. */
export const codeOf = (char: string) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

type Range = [number, number]

function hitsIn(text: string, pattern: RegExp | undefined): Range[] {
  if (!pattern) return []
  const found: Range[] = []
  for (const one of text.matchAll(pattern)) {
    if (one[0].length > 0) found.push([one.index, one.index + one[0].length])
    if (found.length >= 200) break
  }
  return found
}

function cuts(text: string, hits: Range[]): number[] {
  const at = new Set(hits.flat())
  for (const one of text.matchAll(eachUnseen)) at.add(one.index).add(one.index + one[0].length)
  return [...at].sort((a, b) => a - b)
}

/** piecesOf splits a line. Joined again, the pieces are the line to the letter. */
export function piecesOf(format: string, text: string, pattern?: RegExp): Piece[] {
  const hits = hitsIn(text, pattern)
  const all = cuts(text, hits)
  const pieces: Piece[] = []
  let at = 0
  for (const token of tokensOf(format, text)) {
    const end = at + token.text.length
    const edges = [at, ...all.filter((cut) => cut > at && cut < end), end]
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0]
      const part = text.slice(from, to)
      const hit = hits.some(([a, b]) => a <= from && to <= b)
      pieces.push({ kind: token.kind, text: part, hit, ...(unseen.test(part) ? { unseen: codeOf(part) } : {}) })
    }
    at = end
  }
  return pieces
}

/** patternOf finds in a shown line what Go found in the body; none where the engines read it differently. */
export function patternOf(needle: { text: string; regexp: boolean; exactly: boolean }): RegExp | undefined {
  if (needle.text === '') return undefined
  const source = needle.regexp ? needle.text : needle.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  try {
    return new RegExp(source, needle.exactly ? 'g' : 'gi')
  } catch {
    return undefined
  }
}
