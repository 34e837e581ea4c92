import { size } from '../lib/format'
import type { Body, Lookup, RequestDetail, Template } from '../lib/types'
import { m } from '../paraglide/messages'

/** TraceStep is one thing that the template did, as far as the source tells. */
export interface TraceStep {
  tone: 'ok' | 'fail' | 'unk'
  kind: string
  what: string
  note: string
}

function looked(lookup: Lookup): TraceStep {
  const found = lookup.hit ? (lookup.value ?? m.lookup_found()) : m.lookup_missed()
  return {
    tone: lookup.hit ? 'ok' : 'fail',
    kind: lookup.field,
    what: `${lookup.key} → ${found}`,
    note: !lookup.hit && lookup.strict === false ? m.lookup_default({ value: lookup.value || '“”' }) : '',
  }
}

function ended(template: Template, output: Body | undefined): TraceStep[] {
  const { error } = template
  if (error) {
    const said = [error.class, error.message || error.code].filter(Boolean).join(': ')
    return [
      { tone: 'fail', kind: m.step_stop(), what: said, note: error.line ? m.step_line({ line: error.line }) : '' },
    ]
  }
  if (!output) return []
  return [{ tone: 'ok', kind: m.step_write(), what: template.format.toUpperCase(), note: size(output.bytes) }]
}

/** traceOf is what the template did, in order: what it is, what it looked up, how it ended, and what then never was. */
export function traceOf({ record, row, bodies }: Pick<RequestDetail, 'record' | 'row' | 'bodies'>): TraceStep[] {
  const template = record.stages.template
  if (!template) return []
  const name = [template.name, template.version].filter(Boolean).join(' ')
  const steps: TraceStep[] = name ? [{ tone: 'ok', kind: m.step_load(), what: name, note: template.engine }] : []
  steps.push(...(template.lookups ?? []).map(looked))
  steps.push(
    ...ended(
      template,
      bodies.find((body) => body.part === 'template'),
    ),
  )
  if (row.stages.template === 'failed' && row.stages.final === 'not_reached')
    steps.push({ tone: 'unk', kind: m.step_skip(), what: m.stage_final(), note: m.step_skipped() })
  return steps
}
