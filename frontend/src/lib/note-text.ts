/* Markdown-light: paragraphs, lists, **strong**, *emphasis* and `code`. Anything else is text as it was typed; nothing of it is
   ever HTML, and an address is not a link: a note leads nowhere by accident. */

export interface Span {
  text: string
  kind: '' | 'strong' | 'em' | 'code'
}

export interface Block {
  list: boolean
  lines: Span[][]
}

const marked = /(\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|`[^`\n]+`)/

function spans(line: string): Span[] {
  return line
    .split(marked)
    .filter(Boolean)
    .map((piece) => {
      if (!marked.test(piece)) return { text: piece, kind: '' }
      if (piece.startsWith('**')) return { text: piece.slice(2, -2), kind: 'strong' }
      return piece.startsWith('`')
        ? { text: piece.slice(1, -1), kind: 'code' }
        : { text: piece.slice(1, -1), kind: 'em' }
    })
}

/** blocksOf reads a note: runs of "- " lines are lists, the rest are paragraphs whose line ends stay. */
export function blocksOf(note: string): Block[] {
  const blocks: Block[] = []
  for (const line of note.replace(/\r\n?/g, '\n').split('\n')) {
    const item = /^\s*[-*]\s+(.*)$/.exec(line)
    const list = item !== null
    const last = blocks.at(-1)
    if (line.trim() === '') blocks.push({ list: false, lines: [] })
    else if (last && last.list === list && last.lines.length > 0) last.lines.push(spans(item?.[1] ?? line))
    else blocks.push({ list, lines: [spans(item?.[1] ?? line)] })
  }
  return blocks.filter((block) => block.lines.length > 0)
}
