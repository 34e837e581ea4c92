import { backend } from './backend'
import { dayStart } from './days'
import type { DayCount, List, Millis } from './types'

/** most is how many days are counted at once. */
const most = 31

/** DayTally counts the days that a list is scrolled to, each once until something new comes. */
export class DayTally {
  days = $state.raw<DayCount[]>([])
  #list: List
  #asked: readonly Millis[] = []
  #turn = 0

  constructor(list: List) {
    this.#list = list
  }

  /** know counts days that are not yet counted; without an answer they are named alone. */
  async know(days: readonly Millis[]): Promise<void> {
    const turn = this.#turn
    const fresh = days.filter((day) => !this.#asked.includes(day)).sort((a, b) => a - b)
    this.#asked = [...this.#asked, ...fresh]
    for (const run of runsOf(fresh)) {
      const edges = [...run, dayStart(run.at(-1) ?? 0, 1)]
      const found = await backend.Days(this.#list, edges).catch(() => [])
      if (turn !== this.#turn) return
      this.days = [...this.days, ...found]
    }
  }

  /** forget lets what is counted be counted again. */
  forget(): void {
    this.#turn++
    this.#asked = []
    this.days = []
  }
}

/** runsOf are days that follow one another, at most so many together. */
export function runsOf(days: readonly Millis[]): Millis[][] {
  const runs: Millis[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last !== undefined && dayStart(last, 1) === day && run.length < most) run.push(day)
    else runs.push([day])
  }
  return runs
}
