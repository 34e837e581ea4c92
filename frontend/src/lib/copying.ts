import { m } from '../paraglide/messages'
import { undo } from './undo.svelte'

/** copyText puts a text on the clipboard and says what was copied. */
export async function copyText(text: string, said: string): Promise<void> {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
  undo.say(copied ? said : m.copy_failed())
}

/** lineOf is a row for a spreadsheet: its cells between tabs. What would break the line becomes a space. */
export function lineOf(cells: readonly string[]): string {
  return cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')
}
