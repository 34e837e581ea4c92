import { backend } from '../lib/backend'
import { now } from '../lib/clock'
import { thrown, type Fault } from '../lib/fault'
import { address } from '../lib/place.svelte'
import { preferences } from '../lib/preferences.svelte'
import { zoneName } from '../lib/zone'
import {
  scenarios,
  type CheckedOrder,
  type Gap,
  type Guide,
  type GuideQuery,
  type Length,
  type Said,
  type Scenario,
} from '../lib/types'
import { readSaid } from './said'

const zone = (): string => zoneName()

/** Troubleshoot asks the guide that the address names about the order that it names. */
class Troubleshoot {
  guide = $state.raw<Guide>()
  fault = $state.raw<Fault>()
  asking = $state(false)
  checked = $state.raw<CheckedOrder[]>([])
  languages = $state.raw<string[]>([])
  /** fetching is the gap that is fetched now, unfetched why one could not be. */
  fetching = $state.raw<Gap>()
  unfetched = $state.raw<Fault>()
  language = $state('')
  length = $state<Length>('mail')
  reply = $state('')
  edited = $state(false)
  #turn = 0
  #written = 0

  get scenario(): Scenario {
    return scenarios.find((one) => one === address.place.query.guide) ?? 'disappeared'
  }

  get order(): string {
    return address.place.query.order ?? ''
  }

  get expect(): Said[] {
    return readSaid(address.place.query.expect)
  }

  get got(): Said[] {
    return readSaid(address.place.query.got)
  }

  get query(): GuideQuery {
    const { scenario, expect, got } = this
    const { customer = '' } = address.place.query
    return { scenario, reference: this.order, customer, expect, got, language: preferences.language, zone: zone() }
  }

  /** ask lets the guide answer; of several questions only the last one counts. */
  async ask(query: GuideQuery): Promise<void> {
    const turn = ++this.#turn
    this.fault = undefined
    this.unfetched = undefined
    if (query.reference.trim() === '') {
      this.guide = undefined
      return
    }
    this.asking = true
    try {
      const guide = await backend.Guide(query)
      if (turn !== this.#turn) return
      this.guide = guide
      void this.loadChecked()
      await this.write()
    } catch (reason) {
      if (turn !== this.#turn) return
      this.guide = undefined
      this.fault = thrown(reason)
    } finally {
      if (turn === this.#turn) this.asking = false
    }
  }

  /** write has the reply written anew; what was edited is given up. */
  async write(): Promise<void> {
    const turn = ++this.#written
    if (!this.guide?.verdict) return
    const language = this.language || preferences.language
    const reply = await backend.Reply({ ...this.query, language }, this.length).catch(() => '')
    if (turn !== this.#written) return
    this.reply = reply
    this.edited = false
  }

  /** chooseZone keeps by which clock the order's customer goes, and writes the reply by it; '' forgets it. */
  async chooseZone(zone: string): Promise<void> {
    try {
      await backend.KeepCustomerZone(this.guide?.customer ?? '', zone)
      await this.ask(this.query)
    } catch (reason) {
      this.fault = thrown(reason)
    }
  }

  async loadChecked(): Promise<void> {
    this.checked = await backend.Checked().catch(() => this.checked)
  }

  async loadLanguages(): Promise<void> {
    if (this.languages.length === 0) this.languages = await backend.ReplyLanguages().catch(() => [])
  }

  choose(guide: Scenario): void {
    if (guide !== this.scenario) address.amend({ guide })
  }

  /** check asks about an order. */
  check(order: string, customer = ''): void {
    const { guide = '', expect = '', got = '' } = address.place.query
    if (order === this.order && customer === (address.place.query.customer ?? '')) void this.ask(this.query)
    else address.go(['troubleshoot'], { guide, order, customer, expect, got })
  }

  /** say tells what was wanted and what arrived. */
  say(expect: string, got: string): void {
    address.amend({ expect, got })
  }

  /** fetch reads the windows that are missing, and asks again. */
  async fetch(gaps: Gap[]): Promise<void> {
    this.unfetched = undefined
    try {
      for (const gap of gaps) {
        this.fetching = gap
        await backend.FetchGap({ ...gap, to: gap.to || now() })
      }
    } catch (reason) {
      const fault = thrown(reason)
      if (fault.code !== 'cancelled') this.unfetched = fault
    }
    this.fetching = undefined
    const failed = this.unfetched
    await this.ask(this.query)
    this.unfetched = failed
  }
}

export const troubleshoot = new Troubleshoot()
