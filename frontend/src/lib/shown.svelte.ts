import { thrown, type Fault } from './fault'

/** Shown is the record beside a list. While one is read, only the last of the next ones waits: keys may be held down. */
export class Shown<Detail> {
  detail = $state.raw<Detail>()
  fault = $state.raw<Fault>()
  #wanted = ''
  #reading = false
  #fetch: (id: string) => Promise<Detail>

  constructor(fetch: (id: string) => Promise<Detail>) {
    this.#fetch = fetch
  }

  /** show reads a record; "" shows none. The one before stays until it is there. */
  async show(id: string): Promise<void> {
    this.#wanted = id
    if (this.#reading) return
    this.#reading = true
    let read: string
    do {
      read = this.#wanted
      await this.#read(read)
    } while (read !== this.#wanted)
    this.#reading = false
  }

  async #read(id: string): Promise<void> {
    this.fault = undefined
    if (id === '') {
      this.detail = undefined
      return
    }
    try {
      const detail = await this.#fetch(id)
      if (id === this.#wanted) this.detail = detail
    } catch (reason) {
      if (id !== this.#wanted) return
      this.detail = undefined
      this.fault = thrown(reason)
    }
  }
}
