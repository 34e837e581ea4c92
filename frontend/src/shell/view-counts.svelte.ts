import { backend } from '../lib/backend'
import { onBell } from '../lib/bells'
import { now } from '../lib/clock'
import { number } from '../lib/format'
import { placeQuery } from '../lib/link'
import type { View } from '../lib/types'
import { filterOf as postbackFilter, readChoice as readPostbacks } from '../postbacks/filter'
import { filterOf as requestFilter, readChoice as readRequests } from '../requests/filter'

/** countOf asks how many records a view shows now; -1 where counting would be slow. */
function countOf(view: View): Promise<number> {
  const query = placeQuery(view.list, view.query)
  return view.list === 'requests'
    ? backend.RequestTotal(requestFilter(readRequests(query), now(), ''))
    : backend.PostbackTotal(postbackFilter(readPostbacks(query), now(), ''))
}

/** ViewCounts are how many records the saved views show, kept as records come. */
class ViewCounts {
  by = $state.raw<ReadonlyMap<string, string>>(new Map())
  #turn = 0

  follow(all: readonly View[]): () => void {
    void this.#count(all)
    const stops = [onBell('records', () => void this.#count(all)), onBell('marks', () => void this.#count(all))]
    return () => stops.forEach((stop) => stop())
  }

  // One after the other: the list that is looked at goes first.
  async #count(all: readonly View[]): Promise<void> {
    const turn = ++this.#turn
    const counts: [string, string][] = []
    for (const view of all) {
      const count = await countOf(view).catch(() => -1)
      if (turn !== this.#turn) return
      counts.push([view.name, count < 0 ? '' : number(count)])
    }
    this.by = new Map(counts)
  }
}

export const viewCounts = new ViewCounts()
