import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { importFiles } from '../lib/files'

type Way = 'connect' | 'demo' | 'import'

/** Welcome is the first step into Ordertrail: one way at a time, and why it did not work. */
export class Welcome {
  busy = $state<Way>()
  fault = $state.raw<{ way: Way; fault: Fault }>()
  #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  async demo(): Promise<void> {
    await this.#go('demo', async () => {
      await backend.OpenDemo()
      return true
    })
  }

  async import(): Promise<void> {
    await this.#go('import', async () => (await importFiles()).length > 0)
  }

  /** connect says whether it worked. */
  async connect(url: string, key: string): Promise<boolean> {
    return this.#go('connect', async () => {
      await backend.Connect({ url: url.trim(), key })
      return true
    })
  }

  async #go(way: Way, act: () => Promise<boolean>): Promise<boolean> {
    if (this.busy) return false
    this.busy = way
    this.fault = undefined
    let worked = false
    try {
      worked = await act()
    } catch (reason) {
      this.fault = { way, fault: thrown(reason) }
    }
    this.busy = undefined
    if (worked) this.#changed()
    return worked
  }
}
