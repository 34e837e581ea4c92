import { backend } from '../lib/backend'
import { thrown, type Fault } from '../lib/fault'
import { openGuide, scenarioOfPostback, scenarioOfRequest } from '../lib/guides'
import { address } from '../lib/place.svelte'
import { preferences } from '../lib/preferences.svelte'
import { Shown } from '../lib/shown.svelte'
import { customerName } from '../lib/status'
import { TextLines } from '../lib/text-lines.svelte'
import type { Candidate, Join, OrderEvent, OrderPage, OrderQuestion, PostbackDetail, RequestDetail } from '../lib/types'

type Detail = { request: RequestDetail } | { postback: PostbackDetail }

class Order {
  page = $state.raw<OrderPage>()
  fault = $state.raw<Fault>()
  shown = new Shown<Detail>((id) => this.#detail(id))
  text = new TextLines()
  #asked = 0

  get question(): OrderQuestion {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
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

  /** troubleshoot opens the guide that fits the chosen event, with the order filled in. */
  troubleshoot(): void {
    const { page, selected: event } = this
    if (!page || !event) return
    const { kind, direction, outcome } = event
    const guide =
      kind && direction ? scenarioOfPostback({ kind, direction }) : scenarioOfRequest({ outcome: outcome || 'unknown' })
    openGuide(guide, page.reference || this.question.text, customerName(page))
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
