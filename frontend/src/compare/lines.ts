import type { FieldChange, ComparedLine } from '../lib/types'

/** How high a line of the two documents is by design, in px. */
export const lineHeight = 20

/** The signs of the gutter; a line that is the same has none. */
export const signs: Record<FieldChange, string> = { same: '', changed: '~', added: '+', dropped: '−' }

/** A wire joins two lines that belong together. */
export interface Wire {
  field: number
  change: FieldChange
  from: number
  to: number
}

/** wiresOf gives the wires of the lines of the right document between two places, seen at a scroll of both. */
export function wiresOf(
  lines: readonly (ComparedLine | undefined)[],
  first: number,
  last: number,
  leftTop: number,
  rightTop: number,
  height = lineHeight,
): Wire[] {
  const wires: Wire[] = []
  for (let at = Math.max(0, first); at < Math.min(last, lines.length); at++) {
    const line = lines[at]
    if (!line || line.pair < 0 || line.change === '') continue
    wires.push({
      field: line.field,
      change: line.change,
      from: (line.pair + 0.5) * height - leftTop,
      to: (at + 0.5) * height - rightTop,
    })
  }
  return wires
}
