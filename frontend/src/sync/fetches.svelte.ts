import { now } from '../lib/clock'
import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import type { Gap } from '../lib/types'
import { overlap } from './gaps'
import { sync } from './sync.svelte'

/** A gap that is being fetched, or that could not be. */
export interface Try {
  gap: Gap
  state: 'queued' | 'running' | 'failed'
  fault?: Fault
}

/** Fetches fills gaps one after the other: each answer takes as long as its gap is, and a page has few connections. */
export class Fetches {
  tries = $state.raw<Try[]>([])
  /** done is the gap that was read last. */
  done = $state.raw<Gap>()
  #working = false

  /** of is what is done about a gap, which may have shrunk meanwhile. */
  of(gap: Gap): Try | undefined {
    return this.tries.find((one) => overlap(one.gap, gap))
  }

  get busy(): boolean {
    return this.tries.some((one) => one.state !== 'failed')
  }

  /** fetch reads gaps; those under way stay as they are. */
  fetch(...gaps: Gap[]): void {
    const wanted = gaps.filter((gap) => this.of(gap)?.state !== 'running' && this.of(gap)?.state !== 'queued')
    const others = this.tries.filter((one) => one.state !== 'failed' || !wanted.some((gap) => overlap(gap, one.gap)))
    this.tries = [...others, ...wanted.map((gap) => ({ gap, state: 'queued' as const }))]
    void this.#work()
  }

  /** stop ends what is read now, and forgets what waits. */
  stop(): void {
    this.tries = this.tries.filter((one) => one.state !== 'queued')
    void sync.cancel()
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    for (let next = this.#next(); next; next = this.#next()) await this.#read(next)
    this.#working = false
  }

  #next(): Try | undefined {
    return this.tries.find((one) => one.state === 'queued')
  }

  async #read(one: Try): Promise<void> {
    this.#put(one, { gap: one.gap, state: 'running' })
    try {
      await backend.FetchGap({ ...one.gap, to: one.gap.to || now() })
      await sync.readCoverage()
      this.done = one.gap
      this.#put(one)
    } catch (reason) {
      const fault = thrown(reason)
      await sync.readCoverage()
      this.#put(one, fault.code === 'cancelled' ? undefined : { gap: one.gap, state: 'failed', fault })
      // What failed for one gap mostly fails for the next: nothing asks on without a person.
      this.tries = this.tries.filter((other) => other.state !== 'queued')
    }
  }

  #put(one: Try, other?: Try): void {
    this.tries = this.tries.flatMap((old) => (old.gap === one.gap ? (other ? [other] : []) : [old]))
  }
}

export const fetches = new Fetches()
