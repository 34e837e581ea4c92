import { m } from '../paraglide/messages'
import { fielded } from '../lib/pointer'
import type { TextChoice } from '../lib/text-lines.svelte'
import type { Header, Part, RequestDetail, Stage } from '../lib/types'

export const tabKeys = [
  'steps',
  'pretty',
  'raw',
  'tree',
  'table',
  'hex',
  'source',
  'input',
  'formatted',
  'beside',
  'headers',
] as const
export type TabKey = (typeof tabKeys)[number]

/** Tab is one way to look at a stage. */
export interface Tab {
  key: TabKey
  text: string
  count?: number | undefined
  off?: string | undefined // why there is nothing behind it
  choice?: TextChoice
}

/** headersOf are the headers of a stage; null where the source captured none. */
export function headersOf({ record }: Pick<RequestDetail, 'record'>, stage: Stage): Header[] | null {
  if (stage === 'template') return null
  return record.stages[stage]?.headers ?? null
}

/** tabsOf are the ways to look at a stage; what was not captured is off, and says so. */
export function tabsOf(detail: Pick<RequestDetail, 'record' | 'bodies'>, stage: Stage): Tab[] {
  const has = (part: Part) => detail.bodies.some((body) => body.part === part)
  const text = (key: TabKey, name: string, part: Part, view: TextChoice['view']): Tab => ({
    key,
    text: name,
    off: has(part) ? undefined : m.tab_off(),
    choice: { part, attempt: 0, view },
  })
  const pretty = text('pretty', m.tab_pretty(), stage, 'pretty')
  const raw = text('raw', m.tab_raw(), stage, 'raw')
  const format = detail.bodies.find((body) => body.part === stage)?.format ?? ''
  const views = [pretty, raw]
  if (fielded(format)) {
    views.push(text('tree', m.tab_tree(), stage, 'tree'), text('table', m.tab_table(), stage, 'table'))
  } else if (has(stage)) views.push(text('hex', m.tab_hex(), stage, 'hex'))
  if (stage === 'template') {
    const steps: Tab = { key: 'steps', text: m.tab_steps() }
    return [
      steps,
      ...views,
      text('source', m.tab_source(), 'template_source', 'raw'),
      text('input', m.tab_input(), 'template_context', 'pretty'),
    ]
  }
  const headers = headersOf(detail, stage)
  const last: Tab = {
    key: 'headers',
    text: m.tab_headers(),
    count: headers?.length,
    off: headers && headers.length > 0 ? undefined : headers ? m.tab_none() : m.tab_off(),
  }
  if (stage === 'response' && has('formatted')) {
    const beside: Tab[] = has('response') ? [{ key: 'beside', text: m.tab_beside() }] : []
    return [...views, text('formatted', m.tab_formatted(), 'formatted', 'pretty'), ...beside, last]
  }
  return [...views, last]
}

/** chosenTab is the wanted tab, or else the first with something behind it. */
export function chosenTab(tabs: readonly Tab[], wanted: string | undefined): Tab | undefined {
  return tabs.find((tab) => tab.key === wanted && !tab.off) ?? tabs.find((tab) => !tab.off)
}
