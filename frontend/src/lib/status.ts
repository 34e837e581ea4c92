import { m } from '../paraglide/messages'
import type { Tone } from '../ui/icons'
import type { Direction, Kind, Outcome, PostbackRow, RequestRow, Result, Stage, StageState, StageStates } from './types'

/** toneOf is how a request ended, at a glance; the verdict itself is Go's. */
export function toneOf(row: Pick<RequestRow, 'outcome' | 'severity'>): Tone {
  if (row.outcome === 'pending') return 'wait'
  if (row.outcome === 'unknown') return 'unk'
  if (row.severity === 'error') return 'fail'
  return row.severity === 'warning' ? 'warn' : 'ok'
}

export const outcomeWords: Record<Outcome, () => string> = {
  accepted: m.outcome_accepted,
  pending: m.outcome_pending,
  template_failed: m.outcome_template_failed,
  rejected: m.outcome_rejected,
  duplicate: m.outcome_duplicate,
  handoff_failed: m.outcome_handoff_failed,
  no_answer: m.outcome_no_answer,
  unknown: m.outcome_unknown,
}

/** outcomeWord is the outcome in words; an order taken only in part says so. */
export function outcomeWord(row: Pick<RequestRow, 'outcome' | 'stages' | 'severity'>): string {
  if (row.outcome !== 'accepted') return outcomeWords[row.outcome]()
  if (row.stages.response === 'partial') return m.outcome_partial()
  return row.severity === 'warning' ? m.outcome_accepted_error() : m.outcome_accepted()
}

export const stageWords: Record<Stage, () => string> = {
  original: m.stage_original,
  template: m.stage_template,
  final: m.stage_final,
  response: m.stage_response,
}

const stageTones: Record<StageState, Tone> = {
  passed: 'ok',
  partial: 'warn',
  failed: 'fail',
  waiting: 'wait',
  empty: 'warn',
  not_reached: 'unk',
  not_captured: 'unk',
}

export const stateWords: Record<StageState, () => string> = {
  passed: m.state_passed,
  partial: m.state_partial,
  failed: m.state_failed,
  waiting: m.state_waiting,
  empty: m.state_empty,
  not_reached: m.state_not_reached,
  not_captured: m.state_not_captured,
}

const never: Record<Stage, () => string> = {
  original: m.state_not_reached,
  template: m.never_template,
  final: m.never_final,
  response: m.never_response,
}

/** toldOnly says that the response only told the sender of an end that came before it: not a success. */
export function toldOnly(states: StageStates, stage: Stage): boolean {
  if (stage !== 'response' || states.response !== 'passed') return false
  return states.original === 'failed' || states.template === 'failed'
}

/** toneOfStage is how one stage of a path went. */
export function toneOfStage(states: StageStates, stage: Stage): Tone {
  return toldOnly(states, stage) ? 'unk' : stageTones[states[stage]]
}

/** wordOfStage is how one stage of a path stands. */
export function wordOfStage(states: StageStates, stage: Stage): string {
  return toldOnly(states, stage) ? m.state_told() : stateWord(stage, states[stage])
}

/** stateWord is how a stage stands, in the words of that stage. */
export function stateWord(stage: Stage, state: StageState): string {
  return state === 'not_reached' ? never[stage]() : stateWords[state]()
}

export const kindWords: Record<Kind, () => string> = {
  received: m.kind_received,
  production: m.kind_production,
  shipping: m.kind_shipping,
  delivery: m.kind_delivery,
  error: m.kind_error,
  other: m.kind_other,
}

/** newsWords are the kinds as an order's last news, in a narrow column. */
export const newsWords: Record<Kind, () => string> = {
  received: m.news_received,
  production: m.news_production,
  shipping: m.news_shipping,
  delivery: m.news_delivery,
  error: m.news_error,
  other: m.news_other,
}

export const resultWords: Record<Result, () => string> = {
  delivered: m.result_delivered,
  handed_to_mail: m.result_handed_to_mail,
  retrying: m.result_retrying,
  failed: m.result_failed,
  not_sent: m.result_not_sent,
  unknown: m.result_unknown,
}

export const resultTones: Record<Result, Tone> = {
  delivered: 'ok',
  handed_to_mail: 'ok',
  retrying: 'wait',
  failed: 'fail',
  not_sent: 'unk',
  unknown: 'unk',
}

export const directionWords: Record<Direction, () => string> = {
  to_customer: m.direction_to_customer,
  from_printer: m.direction_from_printer,
}

/** typeWord is what the sender asked for; types of no known name stay as the source calls them. */
export function typeWord(type: string): string {
  const words: Partial<Record<string, () => string>> = {
    submit: m.type_submit,
    cancel: m.type_cancel,
    update_shipment: m.type_update_shipment,
  }
  return words[type]?.() ?? type
}

/** customerName is what to call a customer; sources leave parts out. */
export function customerName(row: Pick<RequestRow | PostbackRow, 'customer'>): string {
  return row.customer.name || row.customer.referenceId || row.customer.id
}

/** reference is what to call the order of a record. */
export function reference(row: Pick<RequestRow | PostbackRow, 'orderReferenceId' | 'orderId'>): string {
  return row.orderReferenceId || row.orderId || '–'
}
