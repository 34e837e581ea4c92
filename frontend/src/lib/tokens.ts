/** A piece of a line and what it is, for its colour. */
export interface Token {
  kind: 'key' | 'string' | 'number' | 'word' | 'mark' | 'plain'
  text: string
}

const json = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\btrue\b|\bfalse\b|\bnull\b)|([{}[\],:]+)/g
const xml = /(<\?|<\/?)([\w:.-]+)|(\?>|\/?>)|([\w:.-]+)(=)("[^"]*"|'[^']*')/g
const jinja = /(\{\{|\}\}|\{%|%\})|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g

function jsonToken(found: RegExpExecArray): Token[] {
  const [text, quoted, colon, digits, word] = found
  if (quoted !== undefined && colon !== undefined) {
    return [
      { kind: 'key', text: quoted },
      { kind: 'mark', text: colon },
    ]
  }
  if (quoted !== undefined) return [{ kind: 'string', text }]
  if (digits !== undefined) return [{ kind: 'number', text }]
  return [{ kind: word === undefined ? 'mark' : 'word', text }]
}

function xmlToken(found: RegExpExecArray): Token[] {
  const [, open, name, close, attribute, equals, value] = found
  const parts: [Token['kind'], string | undefined][] = [
    ['mark', open],
    ['key', name],
    ['mark', close],
    ['word', attribute],
    ['mark', equals],
    ['string', value],
  ]
  return parts.flatMap(([kind, text]) => (text ? [{ kind, text }] : []))
}

function jinjaToken([text, mark]: RegExpExecArray): Token[] {
  return [{ kind: mark === undefined ? 'string' : 'mark', text }]
}

const readers: Partial<Record<string, { pattern: RegExp; read: (found: RegExpExecArray) => Token[] }>> = {
  json: { pattern: json, read: jsonToken },
  xml: { pattern: xml, read: xmlToken },
  template: { pattern: jinja, read: jinjaToken },
}

// Colours help in what a person reads; in a line of this length they only cost.
const longest = 4000

/** tokensOf splits one line. Joined again, the pieces are the line to the letter. */
export function tokensOf(format: string, line: string): Token[] {
  const reader = readers[format]
  if (!reader || line.length > longest) return [{ kind: 'plain', text: line }]
  const tokens: Token[] = []
  let at = 0
  for (const found of line.matchAll(reader.pattern)) {
    if (found.index > at) tokens.push({ kind: 'plain', text: line.slice(at, found.index) })
    tokens.push(...reader.read(found))
    at = found.index + found[0].length
  }
  if (at < line.length) tokens.push({ kind: 'plain', text: line.slice(at) })
  return tokens
}
