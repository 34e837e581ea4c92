import type { Tone } from '../ui/icons'
import { m } from '../paraglide/messages'
import { templateCause, wireCause } from './causes'
import { statusWords } from './http-words'
import { kindWords, toneOf } from './status'
import type { Kind, Lookup, OrderRequest, PostbackRow, RequestDetail, RequestRow, Stage, StageError } from './types'
import { moment, when } from './when'

/** Reason is why a request ended as it did, in the words of the record. */
export interface Reason {
  tone: Tone
  title: string
  text: string
  /** said is what the other side or the template engine said, to the letter. */
  said: string
}

/** missed is the first question to a lookup table that found no row. */
function missed(record: OrderRequest): Lookup | undefined {
  return record.stages.template?.lookups?.find((lookup) => !lookup.hit)
}

/** words are an error's own, or its code where it has none. */
function words(error: StageError | undefined): string {
  if (!error) return ''
  return [error.class, error.message || error.code].filter(Boolean).join(': ')
}

function template(record: OrderRequest): Omit<Reason, 'tone'> {
  const lookup = missed(record)
  const name = [record.stages.template?.name, record.stages.template?.version].filter(Boolean).join(' ')
  const error = record.stages.template?.error
  const text = error ? m.why_template_error({ name: name || m.the_template() }) : m.why_template_unreadable()
  if (!error || !lookup) {
    const known = error && templateCause(error, name || m.the_template())
    return { title: m.why_template(), text, ...known, said: words(error) }
  }
  return {
    title: m.why_lookup({ key: lookup.key }),
    text: m.why_lookup_text({ name: name || m.the_template(), field: lookup.field }),
    said: words(error),
  }
}

/** answerWords say what came back; that it was taken needs no more words than its status. */
export function answerWords(status: number): string {
  if (status === 0) return ''
  return Math.floor(status / 100) === 2
    ? m.answered_ok({ status })
    : m.answered({ status, meaning: statusWords(status) })
}

function answered(row: RequestRow, record: OrderRequest): Omit<Reason, 'tone'> {
  const said = words(record.stages.response?.error)
  const status = row.httpStatus
  const meaning = answerWords(status)
  const atDoor = row.stages.original === 'failed'
  switch (row.outcome) {
    case 'accepted':
      if (row.stages.response === 'partial') return { title: m.why_partial(), text: meaning, said }
      if (row.severity === 'warning') return { title: m.why_accepted_error(), text: meaning, said }
      return { title: m.why_accepted(), text: meaning, said }
    case 'rejected':
      return { title: atDoor ? m.why_refused_at_door() : m.why_rejected(), text: meaning, said }
    case 'duplicate':
      return { title: m.why_duplicate(), text: m.why_duplicate_text({ meaning }), said }
    case 'handoff_failed':
      return {
        title: m.why_handoff(),
        text: meaning || wireCause(record.stages.response?.error) || m.why_handoff_text(),
        said,
      }
    case 'no_answer':
      return {
        title: m.why_no_answer(),
        text: wireCause(record.stages.response?.error) || m.why_no_answer_text(),
        said,
      }
    case 'pending':
      return {
        title: m.why_pending(),
        text: m.why_pending_text({ when: when(record.stages.final?.at || row.receivedAt) }),
        said,
      }
    default:
      return { title: m.why_unknown(), text: m.why_unknown_text(), said }
  }
}

const onward: readonly Kind[] = ['received', 'production', 'shipping', 'delivery']

/** went is the latest news that the order of a request is under way, after the request. */
function went(row: RequestRow, postbacks: readonly PostbackRow[]): PostbackRow | undefined {
  return postbacks.findLast((news) => news.occurredAt > row.receivedAt && onward.includes(news.kind))
}

/** since adds what became of the order after a request that failed: an agent must not have it sent twice. */
function since(detail: Pick<RequestDetail, 'row' | 'postbacks'>, text: string): string {
  const news = toneOf(detail.row) === 'fail' ? went(detail.row, detail.postbacks) : undefined
  if (!news) return text
  const said = { news: kindWords[news.kind](), when: moment(news.occurredAt) }
  if (detail.row.outcome === 'no_answer') return m.why_no_answer_arrived(said)
  return [text, m.why_since(said)].filter(Boolean).join(' ')
}

/** reasonOf words the verdict that Go gave; it judges nothing. */
export function reasonOf(detail: Pick<RequestDetail, 'row' | 'record' | 'postbacks'>): Reason {
  const { row, record } = detail
  const found = row.outcome === 'template_failed' ? template(record) : answered(row, record)
  return { tone: toneOf(row), ...found, text: since(detail, found.text) }
}

/** stoppedAt is the stage a request opens on: where it failed, else where it waits, else the first. */
export function stoppedAt(row: RequestRow): Stage {
  const order: Stage[] = ['original', 'template', 'final', 'response']
  const failed = order.find((stage) => row.stages[stage] === 'failed' || row.stages[stage] === 'partial')
  if (failed) return failed
  if (row.stages.response !== 'waiting') return 'original'
  return row.stages.final === 'passed' ? 'final' : 'original'
}
