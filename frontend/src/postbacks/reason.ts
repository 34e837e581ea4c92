import { statusWords } from '../lib/http-words'
import { answerWords } from '../lib/reason'
import { resultTones } from '../lib/status'
import type { PostbackDetail } from '../lib/types'
import { when } from '../lib/when'
import { m } from '../paraglide/messages'
import type { Tone } from '../ui/icons'

/** Reason is how a postback's delivery went, in words. */
export interface Reason {
  tone: Tone
  title: string
  text: string
  /** said is what the other side or the template engine said, to the letter. */
  said: string
}

const count = (n: number) => (n === 1 ? m.tries_one() : m.tries({ count: n }))

function tries({ row, record }: PostbackDetail): string {
  const last = record.delivery?.attempts?.at(-1)
  const made = count(row.attempts)
  if (!last) return made
  if (last.status === undefined) return `${made} ${m.last_no_answer()}`
  return `${made} ${m.last_answer({ status: last.status, meaning: statusWords(last.status) })}`
}

/** reasonOf words the result that Go gave; it judges nothing. */
export function reasonOf(detail: PostbackDetail): Reason {
  const { row, record } = detail
  const tone = resultTones[row.result]
  const last = record.delivery?.attempts?.at(-1)
  const error = record.template?.error ?? last?.error
  const said = [error?.class, error?.message || error?.code].filter(Boolean).join(': ')
  if (record.template?.error) return { tone: 'fail', title: m.pb_not_built(), text: m.pb_not_built_text(), said }
  if (row.direction === 'from_printer') return { tone, title: m.pb_from_printer(), text: '', said }
  switch (row.result) {
    case 'delivered':
      return {
        tone,
        title: m.pb_delivered(),
        text: `${count(row.attempts)} ${answerWords(row.httpStatus)}`.trim(),
        said,
      }
    case 'handed_to_mail':
      return { tone, title: m.pb_mail(), text: m.pb_mail_text(), said }
    case 'retrying': {
      const next = last?.retryAfterS === undefined ? '' : m.try_next({ time: when(last.at + last.retryAfterS * 1000) })
      return { tone, title: m.pb_retrying(), text: [tries(detail), next && `${next}.`].filter(Boolean).join(' '), said }
    }
    case 'failed':
      return { tone, title: m.pb_failed(), text: tries(detail), said }
    case 'not_sent':
      return { tone, title: m.pb_not_sent(), text: m.pb_not_sent_text(), said }
    case 'unknown':
      return { tone, title: m.pb_unknown(), text: m.pb_unknown_text(), said }
  }
}
