import { m } from '../paraglide/messages'
import type { TextChoice } from './text-lines.svelte'
import type { Part, PostbackDetail } from './types'

export type TabKey = 'sent' | 'payload' | 'rendered' | 'answer' | 'headers' | 'facts'

export interface Tab {
  key: TabKey
  text: string
  count?: number | undefined
  off?: string | undefined
  choice?: TextChoice
}

/** tabsOf are the texts of a postback; what was not captured is off, and says so. */
export function tabsOf({ record, bodies }: Pick<PostbackDetail, 'record' | 'bodies'>): Tab[] {
  const answered = bodies.filter((body) => body.part === 'attempt').at(-1)?.attempt ?? 0
  const text = (key: TabKey, name: string, part: Part, attempt = 0): Tab => ({
    key,
    text: name,
    off: bodies.some((body) => body.part === part && body.attempt === attempt) ? undefined : m.tab_off(),
    choice: { part, attempt, view: 'pretty' },
  })
  const headers = record.delivery?.sent?.headers
  return [
    text('sent', m.tab_sent(), 'sent'),
    text('payload', m.tab_payload(), 'payload'),
    text('rendered', m.tab_rendered(), 'rendered'),
    text('answer', m.tab_answer(), 'attempt', answered),
    { key: 'headers', text: m.tab_headers(), count: headers?.length, off: headers ? undefined : m.tab_off() },
    { key: 'facts', text: m.facts() },
  ]
}

/** chosenTab is the wanted tab, or else the first with something behind it. */
export function chosenTab(tabs: readonly Tab[], wanted: string | undefined): Tab | undefined {
  return tabs.find((tab) => tab.key === wanted && !tab.off) ?? tabs.find((tab) => !tab.off)
}
