/** The ids of the list last shown, so that the inspector can go on to the next request. */
let ids: readonly string[] = []

/** setNeighbours tells what the list shows, newest first. */
export function setNeighbours(shown: readonly string[]): void {
  ids = shown
}

/** neighbour is the id some rows further down the list; undefined at its ends, or for an id it does not show. */
export function neighbour(id: string, by: number): string | undefined {
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}
