import { m } from '../paraglide/messages'
import type { Mark } from '../ui/strip.svelte'
import { stageWords, toldOnly, wordOfStage } from './status'
import { stages, type Stage, type StageState, type StageStates } from './types'

const marks: Record<StageState, Mark> = {
  passed: 'ok',
  partial: 'warn',
  failed: 'fail',
  waiting: 'wait',
  empty: 'warn',
  not_reached: 'none',
  not_captured: 'none',
}

/** marksOf is the path of a request in four marks. */
export function marksOf(states: StageStates): Mark[] {
  return stages.map((stage) => (toldOnly(states, stage) ? 'told' : marks[states[stage]]))
}

/** pathLabel is the path in words, for those who do not see the marks. */
export function pathLabel(states: StageStates): string {
  const words = (stage: Stage) => m.path_stage({ stage: stageWords[stage](), state: wordOfStage(states, stage) })
  return m.path_label({
    original: words('original'),
    template: words('template'),
    final: words('final'),
    response: words('response'),
  })
}
