import type { SyncState } from '../lib/types'

/** Mood is the one thing that a sync is at. Block, notice and screen all speak from it, so that they agree. */
export type Mood =
  | 'unconnected'
  | 'running'
  | 'waiting' // before it asks the same once more
  | 'trying' // once more, after a sync that failed; little came yet
  | 'failed' // and will be tried again by itself
  | 'stuck' // until somebody acts
  | 'paused'
  | 'metered'
  | 'elsewhere'
  | 'demo'
  | 'never'
  | 'idle'

const refused = new Set(['unauthorized', 'forbidden'])
const disk = new Set(['disk_full', 'read_only'])

/** isRefused says that the source does not take the key, isDisk that this computer can't store anything. */
export const isRefused = (code: string): boolean => refused.has(code)
export const isDisk = (code: string): boolean => disk.has(code)

const many = 1000 // records

/** urgent says that no later try will help before someone acts. */
export const urgent = (code: string): boolean => refused.has(code) || disk.has(code) || code === 'corrupt'

/** failing says that a sync ended in trouble; one that was stopped by hand did not. */
export const failing = (code: string): boolean => code !== '' && code !== 'cancelled'

/** moodOf says what a sync is at; since is when the history was last known to be complete, 0: never. */
export function moodOf(state: SyncState, since: number): Mood {
  const { running, failure, requests, postbacks } = state
  if (!state.connected) return 'unconnected'
  // Until a try brought much, the trouble stays: nothing flickers from try to try.
  if (running && failing(failure.code) && requests + postbacks < many) return 'trying'
  if (running) return state.retryInMs > 0 ? 'waiting' : 'running'
  if (failing(failure.code) && urgent(failure.code)) return 'stuck'
  if (state.paused) return 'paused'
  if (failing(failure.code)) return 'failed'
  if (state.metered) return 'metered'
  if (state.elsewhere) return 'elsewhere'
  if (state.demo) return 'demo'
  return since > 0 ? 'idle' : 'never'
}

/** isLong says that a running sync deserves a panel of its own: a first fetch does, a short visit for news does not. */
export function isLong(state: SyncState, whole: boolean): boolean {
  return (state.lastAt === 0 && !whole) || state.requests + state.postbacks >= many
}

/** troubleOf names what a notice is about. As long as it stays the same, nobody is told again; "": nothing. */
export function troubleOf(state: SyncState): string {
  if (failing(state.failure.code)) return `${state.failure.code} ${state.failure.message}`
  if (state.paused) return 'paused'
  return state.metered ? 'metered' : ''
}

/** stillHidden is the trouble that stays put away: until it is over, or another one. */
export function stillHidden(hidden: string, state: SyncState): string {
  return hidden === troubleOf(state) || state.running ? hidden : ''
}
