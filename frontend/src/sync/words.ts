import Cloud from '@lucide/svelte/icons/cloud-off'
import Disk from '@lucide/svelte/icons/hard-drive'
import Flask from '@lucide/svelte/icons/flask-conical'
import Gauge from '@lucide/svelte/icons/gauge'
import Key from '@lucide/svelte/icons/key-round'
import Other from '@lucide/svelte/icons/app-window'
import Pause from '@lucide/svelte/icons/circle-pause'
import Plug from '@lucide/svelte/icons/plug'
import Unplug from '@lucide/svelte/icons/unplug'
import Alert from '@lucide/svelte/icons/triangle-alert'

import { now } from '../lib/clock'
import type { Fault } from '../lib/fault'
import { faultWords } from '../lib/fault-words'
import { clock, clockShort, number } from '../lib/format'
import type { SyncState } from '../lib/types'
import { moment } from '../lib/when'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'
import { isDisk, isRefused, moodOf, urgent } from './mood'

/** Said is the sync block: a ring or an icon, and two short lines. */
export interface Said {
  title: string
  text: string
  tone: Tone | ''
  icon?: Icon
  fraction: number
}

const network = new Set(['offline', 'timeout', 'tls', 'server', 'rate_limited'])

/** iconOf is the icon of why a sync stopped. */
export function iconOf(code: string): Icon {
  if (isRefused(code)) return Key
  if (isDisk(code)) return Disk
  return network.has(code) ? Cloud : Alert
}

/** lostWords are the block's when the program behind the page does not answer. */
export function lostWords(): Said {
  return { title: m.gone_short(), text: '', tone: 'fail', icon: Unplug, fraction: 0 }
}

/** counts are the records a running sync has taken over. */
export function counts(state: SyncState): string {
  return m.sync_progress({ requests: number(state.requests), postbacks: number(state.postbacks) })
}

/** leftWords say how long a sync will take; "" when that is not known. */
export function leftWords(ms: number): string {
  if (ms <= 0) return ''
  if (ms < 60_000) return m.sync_left_minute()
  const minutes = Math.round(ms / 60_000)
  return minutes < 90 ? m.sync_left_minutes({ minutes }) : m.sync_left_hours({ hours: Math.round(minutes / 60) })
}

/** retryTime is when a sync that waits asks again, to the second when that is soon. */
export function retryTime(state: SyncState): string {
  const at = state.now + state.retryInMs
  return state.retryInMs < 120_000 ? clock(at) : clockShort(at)
}

/** nextWords say when the next sync begins. */
export function nextWords(state: SyncState): string {
  if (state.nextAt === 0 || state.paused || state.metered) return m.sync_next_asked()
  const time = state.nextAt - now() < 120_000 ? clock(state.nextAt) : clockShort(state.nextAt)
  return state.failure.code === '' ? m.sync_next({ time }) : m.sync_next_try({ time })
}

/** dataFrom says how old what is held is. */
export const dataFrom = (since: number): string =>
  since > 0 ? m.sync_failed_since({ time: moment(since) }) : m.sync_never()

/** saidOf words the state of the sync for its block; since is when the history was last known to be complete. */
export function saidOf(state: SyncState, since: number): Said {
  const { fraction, failure } = state
  const still = (title: string, text: string, tone: Tone | '', icon: Icon): Said => {
    return { title, text, tone, icon, fraction: 0 }
  }
  const tone = urgent(failure.code) ? 'fail' : 'warn'
  switch (moodOf(state, since)) {
    case 'unconnected':
      return still(m.sync_not_connected(), m.sync_no_data(), 'unk', Plug)
    case 'running':
      return { title: runningWords(fraction), text: doneWords(state), tone: '', fraction }
    case 'waiting':
      return { title: m.sync_waiting(), text: m.sync_waiting_text({ time: retryTime(state) }), tone: '', fraction }
    case 'trying':
      return still(m.sync_failed(), m.sync_trying(), tone, iconOf(failure.code))
    case 'failed':
    case 'stuck':
      return still(m.sync_failed(), dataFrom(since), tone, iconOf(failure.code))
    case 'paused':
      return still(m.sync_paused(), dataFrom(since), 'unk', Pause)
    case 'metered':
      return still(m.sync_metered(), dataFrom(since), 'unk', Gauge)
    case 'elsewhere':
      return still(m.sync_elsewhere(), m.sync_elsewhere_short(), 'unk', Other)
    case 'demo':
      return still(m.sync_demo(), newsWords(state), '', Flask)
    case 'never':
      return still(m.sync_never(), '', 'unk', Plug)
    case 'idle':
      return { title: m.sync_done({ time: moment(since) }), text: newsWords(state), tone: '', fraction: 1 }
  }
}

/** runningWords say how far a sync is. */
export function runningWords(fraction: number): string {
  return fraction < 0 ? m.sync_running() : m.sync_running_percent({ percent: Math.floor(fraction * 100) })
}

function doneWords(state: SyncState): string {
  return leftWords(state.leftMs) || m.sync_records({ count: number(state.requests + state.postbacks) })
}

/** newsWords say what the last sync of this run brought; before it there is nothing to say. */
function newsWords({ lastAt, lastNew }: SyncState): string {
  if (lastAt === 0) return ''
  return lastNew > 0 ? m.sync_new({ count: number(lastNew) }) : m.sync_none_new()
}

/** Told is the state of the sync in sentences, for the notice and the screen. */
export interface Told {
  title: string
  text: string
  tone: Tone
  icon?: Icon
  /** act is the one thing to do. */
  act?: 'retry' | 'connect' | 'resume' | 'anyway'
  urgent?: boolean
}

const sentences = (...all: string[]): string => all.filter(Boolean).join(' ')

/** lostTold says why the program behind the page does not answer. */
export function lostTold(lost: Fault): Told {
  const { message, hint } = faultWords(lost)
  return { title: message, text: hint, tone: 'fail', icon: Unplug, urgent: true }
}

/** toldOf words the state of a sync that does not run. */
export function toldOf(state: SyncState, since: number): Told {
  const data = since > 0 ? m.sync_data_from({ time: moment(since) }) : ''
  const mood = moodOf(state, since)
  switch (mood) {
    case 'trying':
    case 'failed':
    case 'stuck':
      return trouble(state, mood)
    case 'paused':
      return {
        title: m.sync_paused_title(),
        text: sentences(m.sync_paused_text(), data),
        tone: 'unk',
        icon: Pause,
        act: 'resume',
      }
    case 'metered':
      return {
        title: m.sync_metered_title(),
        text: sentences(m.sync_metered_text(), data),
        tone: 'unk',
        icon: Gauge,
        act: 'anyway',
      }
    case 'elsewhere':
      return { title: m.sync_elsewhere_title(), text: m.sync_elsewhere_text(), tone: 'unk', icon: Other }
    case 'demo':
      return { title: m.sync_demo_title(), text: nextWords(state), tone: 'unk', icon: Flask }
    case 'unconnected':
    case 'never':
      return { title: m.sync_never_title(), text: nextWords(state), tone: 'unk', icon: Plug }
    case 'running':
    case 'waiting':
    case 'idle':
      return { title: m.sync_idle_title({ time: moment(since) }), text: nextWords(state), tone: 'ok' }
  }
}

function trouble(state: SyncState, mood: 'trying' | 'failed' | 'stuck'): Told {
  const { code, message, hint } = state.failure
  const again = mood === 'failed' && state.nextAt > 0 ? nextWords(state) : ''
  const next = code === 'unauthorized' ? m.sync_key_text() : hint
  const room = isDisk(code) ? m.sync_disk_text() : ''
  return {
    title: message,
    text: sentences(next, m.sync_still_works(), room, again),
    tone: urgent(code) ? 'fail' : 'warn',
    icon: iconOf(code),
    act: code === 'unauthorized' ? 'connect' : 'retry',
    urgent: urgent(code),
  }
}
