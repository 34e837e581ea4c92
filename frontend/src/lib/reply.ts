/** A paragraph of a reply, or a list in it. */
export type Block = { kind: 'text'; text: string } | { kind: 'list'; items: string[] }

/** blocksOf reads a reply: a line that begins with a dash is a point of a list, what is indented under it belongs to it. */
export function blocksOf(reply: string): Block[] {
  const blocks: Block[] = []
  for (const line of reply.split('\n')) {
    const last = blocks.at(-1)
    if (line.startsWith('- ')) {
      if (last?.kind === 'list') last.items.push(line.slice(2))
      else blocks.push({ kind: 'list', items: [line.slice(2)] })
    } else if (/^\s+\S/.test(line) && last?.kind === 'list') {
      last.items[last.items.length - 1] += `\n${line.trim()}`
    } else if (line.trim() !== '') {
      blocks.push({ kind: 'text', text: line.trim() })
    }
  }
  return blocks
}

/** htmlOf is a reply for programs that take formatted text. Foreign words stay text. */
export function htmlOf(reply: string): string {
  return blocksOf(reply)
    .map((block) =>
      block.kind === 'text'
        ? `<p>${escaped(block.text)}</p>`
        : `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`,
    )
    .join('')
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign).replaceAll('\n', '<br>')
}

/** copyReply puts a reply on the clipboard as plain and as formatted text; as plain alone where a view can't do both. */
export async function copyReply(reply: string): Promise<void> {
  try {
    const both = { 'text/plain': new Blob([reply], { type: 'text/plain' }), 'text/html': html(reply) }
    await navigator.clipboard.write([new ClipboardItem(both)])
  } catch {
    await navigator.clipboard.writeText(reply)
  }
}

const html = (reply: string) => new Blob([htmlOf(reply)], { type: 'text/html' })
