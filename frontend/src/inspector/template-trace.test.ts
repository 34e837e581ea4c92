import { expect, test } from 'vitest'

import type { RequestDetail, Template } from '../lib/types'
import { m } from '../paraglide/messages'
import { traceOf } from './template-trace'

const base: Template = {
  at: 0,
  id: '',
  name: 'shop',
  version: 'v2',
  type: '',
  engine: 'jinja2',
  format: 'json',
  lookups: [{ field: 'sku', key: 'A', hit: true, value: 'flat_a3', strict: true }],
}
const stages = { original: 'passed', template: 'passed', final: 'passed', response: 'passed' }

function detail(template: Partial<Template>, over: Partial<typeof stages> = {}, bytes = 1900): RequestDetail {
  return {
    row: { stages: { ...stages, ...over } },
    record: { stages: { template: { ...base, ...template } } },
    bodies: bytes ? [{ part: 'template', attempt: 0, bytes, format: 'json' }] : [],
  } as unknown as RequestDetail
}

const told = (of: RequestDetail) => traceOf(of).map((step) => `${step.tone} ${step.kind}: ${step.what}`)

test('a template that went well says what it was, looked up and wrote', () => {
  expect(told(detail({}))).toEqual([
    `ok ${m.step_load()}: shop v2`,
    'ok sku: A → flat_a3',
    `ok ${m.step_write()}: JSON`,
  ])
})

test('one that stopped says where, and what then never was', () => {
  const error = { code: 'template_render_error', class: 'UndefinedError', message: 'no sku', line: 7 }
  const lookups = [{ field: 'sku', key: 'B', hit: false, strict: true }] as Template['lookups']
  const steps = traceOf(detail({ lookups, error }, { template: 'failed', final: 'not_reached' }, 0))
  expect(steps.map((step) => step.tone)).toEqual(['ok', 'fail', 'fail', 'unk'])
  expect(steps[2]).toMatchObject({ what: 'UndefinedError: no sku', note: m.step_line({ line: 7 }) })
})

test('what the source did not tell is not made up', () => {
  expect(told(detail({ name: '', version: '', lookups: null }, {}, 0))).toEqual([])
})
