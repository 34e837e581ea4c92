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

/** Named is an order as a list names it; '' as customer is whoever has the reference. */
export interface Named {
  reference: string
  customer: string
}

/** The orders of the list last shown, so that an order's page can go on to the next one. */
let orders: readonly Named[] = []

/** setOrders tells which orders a list shows, each once. */
export function setOrders(shown: readonly Named[]): void {
  const seen = new Set<string>()
  orders = shown.filter((one) => one.reference !== '' && !seen.has(keyOf(one)) && seen.add(keyOf(one)))
}

const keyOf = ({ reference, customer }: Named) => `${reference}\n${customer}`

/** orderBeside is the order some places further down the list; undefined at its ends, or for one it does not show. */
export function orderBeside({ reference, customer }: Named, by: number): Named | undefined {
  const at = orders.findIndex((one) => one.reference === reference && (customer === '' || one.customer === customer))
  return at < 0 ? undefined : orders[at + by]
}
