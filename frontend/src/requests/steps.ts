import Check from '@lucide/svelte/icons/check'
import Clock from '@lucide/svelte/icons/clock'
import Half from '@lucide/svelte/icons/triangle-alert'
import Reply from '@lucide/svelte/icons/reply'
import Minus from '@lucide/svelte/icons/minus'
import X from '@lucide/svelte/icons/x'

import { size, took } from '../lib/format'
import { statusWords } from '../lib/http-words'
import { stageWords, toldOnly, toneOfStage, wordOfStage } from '../lib/status'
import { stages, type RequestDetail, type Stage } from '../lib/types'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'
import type { Step } from '../ui/rail.svelte'

const icons: Record<Tone, Icon> = { ok: Check, fail: X, warn: Half, wait: Clock, unk: Minus }

/** noteOf is one stage in a few words: its size when it passed, else how it stands. */
function noteOf({ row, bodies, record }: RequestDetail, stage: Stage): string {
  const state = row.stages[stage]
  const body = bodies.find((one) => one.part === stage)
  const status = stage === 'response' && row.httpStatus ? String(row.httpStatus) : ''
  const template = stage === 'template' ? (record.stages.template?.name ?? '') : ''
  if (toldOnly(row.stages, stage)) return [wordOfStage(row.stages, stage), status].filter(Boolean).join(' · ')
  if (state === 'passed') return [status, template, body ? size(body.bytes) : ''].filter(Boolean).join(' · ')
  const missed = stage === 'template' && record.stages.template?.lookups?.find((lookup) => !lookup.hit)
  if (state === 'failed' && missed) return m.note_missed({ key: missed.key })
  if (state === 'failed' && status) return [status, statusWords(row.httpStatus)].filter(Boolean).join(' · ')
  return [wordOfStage(row.stages, stage), status].filter(Boolean).join(' · ')
}

/** stepsOf is the trail of a request; the line is dashed after the stage where it stopped. */
export function stepsOf(detail: RequestDetail, open: (stage: Stage) => void): Step[] {
  const { stages: states, durationMs } = detail.row
  return stages.map((stage) => {
    const tone = toneOfStage(states, stage)
    const told = toldOnly(states, stage)
    const reached = states[stage] !== 'not_reached' && states[stage] !== 'not_captured'
    return {
      key: stage,
      tone,
      icon: told ? Reply : icons[tone],
      whole: told,
      title: stageWords[stage](),
      note: noteOf(detail, stage),
      aside: stage === 'response' && durationMs >= 0 ? took(durationMs) : '',
      broken: states[stage] === 'failed' || !reached,
      onopen: reached ? () => open(stage) : undefined,
    }
  })
}
