import Check from '@lucide/svelte/icons/check'
import Minus from '@lucide/svelte/icons/minus'
import PackageX from '@lucide/svelte/icons/package-x'
import Printer from '@lucide/svelte/icons/printer'
import Question from '@lucide/svelte/icons/circle-question-mark'
import Shuffle from '@lucide/svelte/icons/shuffle'
import Truck from '@lucide/svelte/icons/truck'
import X from '@lucide/svelte/icons/x'

import type { Answer, Confidence, Scenario, Verdict } from '../lib/types'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'

/** questions are the four guides as they are offered. */
export const questions: Record<Scenario, { icon: Icon; title: () => string; text: () => string }> = {
  disappeared: { icon: PackageX, title: m.guide_disappeared, text: m.guide_disappeared_text },
  shipping_notice: { icon: Truck, title: m.guide_shipping, text: m.guide_shipping_text },
  printer_never_got: { icon: Printer, title: m.guide_printer, text: m.guide_printer_text },
  wrong_product: { icon: Shuffle, title: m.guide_product, text: m.guide_product_text },
}

/** answers are how a step came out: never by colour alone. */
export const answers: Record<Answer, { icon: Icon; tone: Tone; word: () => string }> = {
  ok: { icon: Check, tone: 'ok', word: m.answer_ok },
  problem: { icon: X, tone: 'fail', word: m.answer_problem },
  unknown: { icon: Question, tone: 'unk', word: m.answer_unknown },
  skipped: { icon: Minus, tone: 'unk', word: m.answer_skipped },
}

export const confidences: Record<Confidence, () => string> = {
  certain: m.confidence_certain,
  likely: m.confidence_likely,
  cannot_tell: m.confidence_cannot_tell,
}

/** tones are how a verdict looks: what went well, what waits, what somebody has to do something about. */
export const tones: Record<Verdict, Tone> = {
  NOT_RECEIVED: 'fail',
  REJECTED_AT_DOOR: 'fail',
  TEMPLATE_FAILED: 'fail',
  VALIDATION_REJECTED: 'fail',
  HANDOFF_FAILED: 'fail',
  DUPLICATE_ONLY: 'warn',
  DRAFT: 'warn',
  CANCELLED: 'warn',
  FAILED_LATER: 'fail',
  ACCEPTED_SILENT: 'warn',
  STALLED: 'warn',
  ON_TRACK: 'ok',
  COMPLETE: 'ok',
  NO_DATA: 'unk',
  NOT_EXPECTED: 'warn',
  NOT_SHIPPED_YET: 'wait',
  NO_TRIGGER: 'warn',
  NOT_RENDERED: 'fail',
  SEND_FAILED: 'fail',
  RETRYING: 'wait',
  ODD_TARGET: 'warn',
  SENT_BODY_ERROR: 'warn',
  SENT_NO_TRACKING: 'warn',
  PARTIAL: 'warn',
  SENT_LATE: 'warn',
  MAIL_HANDED_OVER: 'ok',
  SENT_AFTER_RETRY: 'ok',
  SENT_OK: 'ok',
  CONFIRMED: 'ok',
  ACCEPTED_UNCONFIRMED: 'warn',
  CONFIRMED_AFTER_TIMEOUT: 'ok',
  NO_ANSWER: 'fail',
  PRINTER_REJECTED: 'fail',
  PRINTER_ERROR: 'fail',
  NEVER_SENT: 'fail',
  OTHER_PRINTER: 'warn',
  AS_ORDERED: 'warn',
  CHANGED_BY_TEMPLATE: 'fail',
  CHANGED_BY_LOOKUP: 'fail',
  LOOKUP_DEFAULT: 'fail',
  AMENDED: 'warn',
  SPEC_MATCH: 'ok',
  NEVER_PRODUCED: 'warn',
  CANNOT_COMPARE: 'unk',
}
