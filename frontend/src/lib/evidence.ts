import { m } from '../paraglide/messages'
import type { Part, RequestDetail, Stage, TextView } from './types'

/** Evidence is where the reason of an end can be read: the line that holds a value, a line by number, or a beginning. */
export interface Evidence {
  stage: Stage
  part: Part
  view: TextView
  find: string
  line: number
  note: string
}

/** evidenceOf are the places to look, the most telling first; none where nothing went wrong. */
export function evidenceOf({ row, record, bodies }: Pick<RequestDetail, 'row' | 'record' | 'bodies'>): Evidence[] {
  const has = (part: Part) => bodies.some((body) => body.part === part && body.bytes > 0)
  const { template } = record.stages
  const found: Evidence[] = []
  if (row.outcome === 'template_failed') {
    const missed = template?.error && template.lookups?.find((lookup) => !lookup.hit)
    const line = template?.error?.line ?? 0
    const note = template?.error?.message || template?.error?.code || ''
    if (missed && missed.key !== '' && has('original')) {
      const text = m.evidence_missed({ field: missed.field })
      found.push({ stage: 'original', part: 'original', view: 'pretty', find: missed.key, line: 0, note: text })
    }
    if (line > 0 && has('template_source')) {
      found.push({ stage: 'template', part: 'template_source', view: 'raw', find: '', line, note })
    }
  } else if (told(row.stages) && has('response')) {
    found.push({ stage: 'response', part: 'response', view: 'pretty', find: '', line: 0, note: '' })
  }
  return found
}

const told = ({ original, response }: RequestDetail['row']['stages']) =>
  original === 'failed' || response === 'failed' || response === 'partial'

/** lineOf is the first line that holds a value as a whole, 0-based; -1 where none does. */
export function lineOf(lines: readonly string[], value: string): number {
  const inside = /[\p{L}\p{N}_-]/u
  return lines.findIndex((line) => {
    for (let at = line.indexOf(value); at >= 0; at = line.indexOf(value, at + 1)) {
      if (!inside.test(line[at - 1] ?? '') && !inside.test(line[at + value.length] ?? '')) return true
    }
    return false
  })
}
