/** Wanted are ids that are to be asked for, each once. */
export class Wanted {
  #ids = new Set<string>()

  /** add tells whether an id was not wanted yet. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false
    this.#ids.add(id)
    return true
  }

  /** take gives up to so many of the latest; they are wanted no more. */
  take(most: number): string[] {
    const ids = [...this.#ids].slice(-most)
    for (const id of ids) this.#ids.delete(id)
    return ids
  }

  clear(): void {
    this.#ids.clear()
  }
}
