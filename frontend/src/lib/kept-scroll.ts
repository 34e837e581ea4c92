import { address } from './place.svelte'
import type { Millis } from './types'

const rest = 300 // ms after which a list stands still

/** Kept is how far down a list is: the moment of the first row in view, and how much of it is scrolled away. */
export class Kept {
  #late: ReturnType<typeof setTimeout> | undefined

  /** at is that moment; 0 at the top. */
  get at(): Millis {
    return this.#told[0] ?? 0
  }

  /** into is how many px of that row are above the view; below 0: what is above the row. */
  get into(): number {
    return this.#told[1] ?? 0
  }

  /** keep notes both once the list stands still. */
  keep(at: Millis, into: number): void {
    clearTimeout(this.#late)
    const path = address.place.path.join('/')
    const told = at ? `${at},${Math.round(into)}` : ''
    this.#late = setTimeout(() => {
      if (address.place.path.join('/') === path && told !== (address.place.query.at ?? '')) address.amend({ at: told })
    }, rest)
  }

  get #told(): number[] {
    return (address.place.query.at ?? '').split(',').map((part) => Number(part) || 0)
  }
}
