import type { ListQuery, StageStates } from './types'

/** Shared is what an export is asked for. */
export interface Shared {
  ids: string[]
  /** All that is in a list, instead of ids; total is how many records that is, -1 when it was not counted. */
  query?: ListQuery | undefined
  total?: number | undefined
  title: string
  /** How the stages of the one request stand; undefined when there are several, or none. */
  states?: StageStates | undefined
  /** How many postbacks its order has. */
  postbacks?: number | undefined
  noted?: boolean | undefined
}

/** sharing is the export that is open, if one is. */
class Sharing {
  what = $state<Shared>()

  open(what: Shared): void {
    this.what = what
  }
}

export const sharing = new Sharing()
