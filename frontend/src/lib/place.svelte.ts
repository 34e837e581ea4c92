import { readPlace, writePlace, type Place } from './address'

// WebKit refuses more than 100 changes of the address in 30 seconds, and a held arrow key makes more.
const patience = 400

// What is changed again sooner, as when someone types, is one step back.
const together = 1500

/** along is a query with the second pane of the place before, or without one. */
function along(query: Place['query'], beside = ''): Place['query'] {
  const all: Record<string, string> = { ...query, beside }
  if (beside === '') delete all.beside
  return all
}

class Address {
  place = $state<Place>(readPlace(location.hash))
  #settled: Place | undefined // where a visit without an address begins
  #late: ReturnType<typeof setTimeout> | undefined
  #stepped = -together
  #left = new Map<string, Place['query']>() // how each list stood when it was last left

  constructor() {
    addEventListener('hashchange', () => {
      this.#forget()
      this.#stepped = -together
      this.place = readPlace(location.hash)
    })
  }

  /** settle names the place a visit without an address begins at. */
  settle(path: string[]): void {
    if (this.place.path.length > 0) return
    this.place = { path, query: this.place.query }
    this.#settled = this.place
    history.replaceState(null, '', writePlace(this.place))
  }

  /** resume goes on where the screens were left, unless the person has gone somewhere meanwhile. */
  resume(left: string): void {
    const was = readPlace(left)
    if (was.path.length === 0 || this.#settled !== this.place) return
    this.place = was
    history.replaceState(null, '', writePlace(was))
  }

  /** go moves to another place; Alt+Left comes back. */
  go(path: string[], query: Place['query'] = {}): void {
    this.#write()
    this.#leave()
    this.#stepped = -together
    this.place = { path, query: along(query, this.place.query.beside) }
    history.pushState(null, '', writePlace(this.place))
  }

  /** enter goes to a list as it stood when it was left: its days, filters and chosen row. */
  enter(section: string, query: Place['query'] = {}): void {
    if (this.place.path.length === 1 && this.place.path[0] === section) return
    this.go([section], { ...this.#left.get(section), ...query })
  }

  /** amend changes values of this place, without a step back to the one before. */
  amend(values: Place['query']): void {
    this.place = { path: this.place.path, query: { ...this.place.query, ...values } }
    this.#forget()
    this.#late = setTimeout(() => this.#write(), patience)
  }

  /** step changes values of this place; Alt+Left takes it back. */
  step(values: Place['query']): void {
    if (this.to(values) === this.to({})) return
    const before = this.#stepped
    this.#stepped = performance.now()
    if (this.#stepped - before < together) return this.amend(values)
    this.#write()
    this.place = { path: this.place.path, query: { ...this.place.query, ...values } }
    history.pushState(null, '', writePlace(this.place))
  }

  /** to is the address of this place with other values. */
  to(values: Place['query']): string {
    return writePlace({ path: this.place.path, query: { ...this.place.query, ...values } })
  }

  #leave(): void {
    const [section, ...rest] = this.place.path
    if (section && rest.length === 0) this.#left.set(section, this.place.query)
  }

  #write(): void {
    if (this.#late === undefined) return
    this.#forget()
    history.replaceState(null, '', writePlace(this.place))
  }

  #forget(): void {
    clearTimeout(this.#late)
    this.#late = undefined
  }
}

export const address = new Address()
