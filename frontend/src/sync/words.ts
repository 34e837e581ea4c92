import Cloud from '@lucide/svelte/icons/cloud-off'
import Disk from '@lucide/svelte/icons/hard-drive'
import Flask from '@lucide/svelte/icons/flask-conical'
import Key from '@lucide/svelte/icons/key-round'
import Plug from '@lucide/svelte/icons/plug'
import Unplug from '@lucide/svelte/icons/unplug'
import Alert from '@lucide/svelte/icons/triangle-alert'

import { number } from '../lib/format'
import type { SyncState } from '../lib/types'
import { when } from '../lib/when'
import { m } from '../paraglide/messages'
import type { Icon, Tone } from '../ui/icons'

/** Said is the sync block: a ring or an icon, and two short lines. */
export interface Said {
  title: string
  text: string
  tone: Tone | ''
  icon?: Icon
  fraction: number
}

const refused = new Set(['unauthorized', 'forbidden'])
const full = new Set(['disk_full', 'read_only'])
const network = new Set(['offline', 'timeout', 'tls', 'server', 'rate_limited'])

/** iconOf is the icon of why a sync stopped. */
export function iconOf(code: string): Icon {
  if (refused.has(code)) return Key
  if (full.has(code)) return Disk
  return network.has(code) ? Cloud : Alert
}

/** urgent says that no later try will help before someone acts. */
export const urgent = (code: string): boolean => refused.has(code) || full.has(code) || code === 'corrupt'

/** lostWords are the block's when the program behind the page does not answer. */
export function lostWords(): Said {
  return { title: m.gone_short(), text: '', tone: 'fail', icon: Unplug, fraction: 0 }
}

/** counts are the records a running sync has taken over. */
export function counts(state: SyncState): string {
  return m.sync_progress({ requests: number(state.requests), postbacks: number(state.postbacks) })
}

/** saidOf words the state of the sync for its block. */
export function saidOf(state: SyncState): Said {
  const { running, fraction, failure, lastAt, lastNew } = state
  if (running) {
    const percent = Math.floor(fraction * 100)
    const title = fraction < 0 ? m.sync_running() : m.sync_running_percent({ percent })
    return { title, text: m.sync_records({ count: number(state.requests + state.postbacks) }), tone: '', fraction }
  }
  if (!state.connected)
    return { title: m.sync_not_connected(), text: m.sync_no_data(), tone: 'unk', icon: Plug, fraction: 0 }
  if (failure.code !== '' && failure.code !== 'cancelled') {
    const text = lastAt ? m.sync_failed_since({ time: when(lastAt) }) : m.sync_never()
    return {
      title: m.sync_failed(),
      text,
      tone: urgent(failure.code) ? 'fail' : 'warn',
      icon: iconOf(failure.code),
      fraction: 0,
    }
  }
  const news = lastNew > 0 ? m.sync_new({ count: number(lastNew) }) : m.sync_none_new()
  if (state.demo) return { title: m.sync_demo(), text: news, tone: '', icon: Flask, fraction: 1 }
  if (!lastAt) return { title: m.sync_never(), text: '', tone: 'unk', icon: Plug, fraction: 0 }
  return { title: m.sync_done({ time: when(lastAt) }), text: news, tone: '', fraction: 1 }
}
