import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { openGuide, scenarioOfPostback, scenarioOfRequest } from '../lib/guides'
import { marks } from '../lib/marks.svelte'
import { orderBeside, type Named } from '../lib/neighbours'
import { address } from '../lib/place.svelte'
import { preferences } from '../lib/preferences.svelte'
import { copyReply } from '../lib/reply'
import { sharing, type Shared } from '../lib/sharing.svelte'
import { Shown } from '../lib/shown.svelte'
import { customerName } from '../lib/status'
import { TextLines } from '../lib/text-lines.svelte'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'
import type {
  Candidate,
  Join,
  OrderEvent,
  OrderPage,
  OrderQuestion,
  PostbackDetail,
  RequestDetail,
  Scenario,
} from '../lib/types'
import { zoneName } from '../lib/zone'

type Detail = { request: RequestDetail } | { postback: PostbackDetail }

class Order {
  page = $state.raw<OrderPage>()
  fault = $state.raw<Fault>()
  shown = new Shown<Detail>((id) => this.#detail(id))
  text = new TextLines()
  #asked = 0

  get question(): OrderQuestion {
    const zone = zoneName()
    const { path, query } = address.place
    return { text: path[1] ?? '', customer: query.customer ?? '', language: preferences.language, zone }
  }

  /** selected is the event in the address, or else the one that the headline rests on, or else the last. */
  get selected(): OrderEvent | undefined {
    const events = this.page?.events ?? []
    const named = (id: string | undefined) => events.find((event) => event.id === id)
    return named(address.place.query.id) ?? named(this.page?.on.at(-1)) ?? events.at(-1)
  }

  /** load asks for the story; what is shown stays until the answer is there. */
  async load(question: OrderQuestion): Promise<void> {
    const asked = ++this.#asked
    if (this.page && question.text !== this.#of) this.page = undefined
    this.#of = question.text
    this.fault = undefined
    try {
      const page = await backend.Order(question)
      if (asked === this.#asked) this.page = page
    } catch (reason) {
      if (asked !== this.#asked) return
      this.page = undefined
      this.fault = thrown(reason)
    }
  }
  #of = ''

  select(id: string): void {
    if (id !== address.place.query.id) address.amend({ id })
  }

  /** step selects the next event, or one before. */
  step(by: number): void {
    const events = this.page?.events ?? []
    const at = events.findIndex((event) => event.id === this.selected?.id)
    const next = events[Math.max(0, Math.min(events.length - 1, at + by))]
    if (next) this.select(next.id)
  }

  /** open goes to the record of an event. */
  open(event: OrderEvent | undefined): void {
    if (!event) return
    if (event.list === 'requests') address.go(['requests', event.id])
    else address.go(['postbacks'], { days: 'all', id: event.id, q: this.page?.reference ?? '' })
  }

  get #named(): Named {
    const { page, question } = this
    return {
      reference: page?.reference || question.text,
      customer: page ? customerName(page) : (address.place.query.customer ?? ''),
    }
  }

  /** beside is the order some places further down the list that was left for this one. */
  beside(by: number): Named | undefined {
    return orderBeside(this.#named, by)
  }

  /** turn goes to it. */
  turn(by: number): void {
    const next = this.beside(by)
    if (next) address.go(['order', next.reference], { customer: next.customer })
  }

  /** marked is the record that stands for the order among the bookmarks: its first submit, or else its first record. */
  get marked(): string {
    const events = this.page?.events ?? []
    return (events.find((event) => event.what === 'request_submit') ?? events[0])?.id ?? ''
  }

  bookmark(): void {
    if (this.marked) void marks.toggle([this.marked])
  }

  /** shared is all of the order's requests, with what belongs to them; undefined where it has none. */
  get shared(): Shared | undefined {
    const events = this.page?.events ?? []
    const requests = events.filter((event) => event.list === 'requests')
    const [first] = requests
    if (!first) return undefined
    return {
      ids: requests.map((event) => event.id),
      title: this.#named.reference,
      states: requests.length === 1 ? first.stages : undefined,
      postbacks: events.length - requests.length,
    }
  }

  export(): void {
    if (this.shared) sharing.open(this.shared)
  }

  get #scenario(): Scenario {
    const { kind, direction, outcome } = this.selected ?? {}
    return kind && direction
      ? scenarioOfPostback({ kind, direction })
      : scenarioOfRequest({ outcome: outcome || 'unknown' })
  }

  /** copyReply puts on the clipboard what can be sent to whoever asks about the order. */
  async copyReply(): Promise<void> {
    const { language, zone } = this.question
    const query = { scenario: this.#scenario, ...this.#named, expect: [], got: [], language, zone }
    undo.say(
      await backend
        .Reply(query, 'mail')
        .then(copyReply)
        .then(
          () => m.reply_copied(),
          () => m.copy_failed(),
        ),
    )
  }

  /** troubleshoot opens the guide that fits the chosen event, with the order filled in. */
  troubleshoot(): void {
    const { reference, customer } = this.#named
    if (this.page && this.selected) openGuide(this.#scenario, reference, customer)
  }

  choose(one: Candidate): void {
    address.go(['order', one.reference], { customer: customerName(one) })
  }

  async cut(join: Join): Promise<void> {
    const { page } = this
    if (!page) return
    try {
      await backend.CutJoin(page.reference, customerName(page), join.key, !join.cut)
    } catch (reason) {
      this.fault = thrown(reason)
      return
    }
    await this.load(this.question)
  }

  /** back leaves to where the person came from; a link that was opened first leads to the list. */
  back(): void {
    address.enter('requests')
  }

  async #detail(id: string): Promise<Detail> {
    const event = this.page?.events.find((one) => one.id === id)
    return event?.list === 'requests'
      ? { request: await backend.Request(id) }
      : { postback: await backend.Postback(id) }
  }
}

export const order = new Order()
