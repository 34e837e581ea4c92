import History from '@lucide/svelte/icons/history'
import List from '@lucide/svelte/icons/list'
import Search from '@lucide/svelte/icons/search'
import Send from '@lucide/svelte/icons/send'
import TextSearch from '@lucide/svelte/icons/text-search'
import Webhook from '@lucide/svelte/icons/webhook'

import { backend } from '../lib/backend'
import { address } from '../lib/place.svelte'
import { toneOf } from '../lib/status'
import type { LookHit } from '../lib/types'
import { views } from '../lib/views.svelte'
import { m } from '../paraglide/messages'
import { Finding } from './finding.svelte'
import { endWord, grouped, placeWord, waysTo } from './hits'
import { fitting, type Command, type Item } from './items'

// How many lines of each kind are shown: more is what the search screen is for.
const most = { orders: 6, contents: 5, views: 4, recent: 6, commands: 12 }

// So long nothing is typed before it is looked for.
const pause = 60

/** Palette is what stands under Ctrl+K. */
class Palette {
  open = $state(false)
  text = $state('')
  /** chosen is the line that was moved to, by its id: what comes in meanwhile does not move it. '' is the first. */
  chosen = $state('')
  recent = $state.raw<string[]>([])
  commands: () => Command[] = () => []
  finding = new Finding()
  /** pressed is Enter that waits for what is found of what is typed: as it was pressed, plain or further. */
  pressed = $state<'plain' | 'further'>()
  #late: ReturnType<typeof setTimeout> | undefined

  show(text = ''): void {
    this.type(text)
    this.open = true
    void this.#recall()
  }

  async #recall(): Promise<void> {
    this.recent = await backend.Recent().catch(() => [])
  }

  /** type looks for what is typed once the typing pauses. */
  type(text: string): void {
    this.text = text
    this.chosen = ''
    this.pressed = undefined
    clearTimeout(this.#late)
    if (text.trim() === '' || text.startsWith('>')) return this.finding.forget()
    this.#late = setTimeout(() => void this.finding.look({ text, window: { from: 0, to: 0 }, limit: 60 }), pause)
  }

  /** early takes a key that was pressed after the palette was asked for and before it has the focus. */
  early(event: KeyboardEvent): boolean {
    if (!this.open || (event.target instanceof Element && event.target.closest('.palette'))) return false
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return false
    event.preventDefault()
    event.stopImmediatePropagation()
    if (key === 'Escape') this.close()
    else if (key === 'Enter') this.pressed = this.text ? 'plain' : undefined
    else if (key === 'Backspace') this.type(this.text.slice(0, -1))
    else if ([...key].length === 1) this.type(this.text + key)
    return true
  }

  close(): void {
    this.open = false
    this.pressed = undefined
    clearTimeout(this.#late)
    this.finding.forget()
  }

  /** settled says that the lines are of what is typed: the first of them is what Enter means. */
  get settled(): boolean {
    const typed = this.text.trim()
    if (typed === '' || typed.startsWith('>') || this.chosen !== '' || this.finding.fault) return true
    const { hits, running } = this.finding.state
    return this.finding.of === this.text && (hits.length > 0 || !running)
  }

  /** choose does what a line says, and remembers what was looked for. */
  choose(item: Item, further: boolean): void {
    const looked = this.text
    this.close()
    if (item.group === 'orders' || item.group === 'contents') void backend.Remember(looked)
    item.run(further)
  }

  get items(): Item[] {
    const typed = this.text.trim()
    const commanding = typed.startsWith('>')
    const wanted = commanding ? typed.slice(1) : typed
    const commands = fitting(this.commands(), wanted).slice(0, most.commands).map(commandItem)
    if (commanding) return commands
    if (typed === '') return [...this.#remembered(), ...this.#views(''), ...commands]
    const { orders, contents } = grouped(this.finding.state.hits)
    return [
      ...orders.slice(0, most.orders).map(hitItem('orders')),
      ...contents.slice(0, most.contents).map(hitItem('contents')),
      ...this.#views(wanted),
      ...commands,
      everywhere(typed),
    ]
  }

  #remembered(): Item[] {
    return this.recent.slice(0, most.recent).map((text) => ({
      id: `recent-${text}`,
      group: 'recent',
      icon: History,
      title: text,
      run: () => this.show(text),
    }))
  }

  #views(wanted: string): Item[] {
    const named = views.all.filter((view) => view.name.toLowerCase().includes(wanted.toLowerCase()))
    return named.slice(0, most.views).map((view) => ({
      id: `view-${view.name}`,
      group: 'views',
      icon: List,
      title: view.name,
      place: view.list === 'requests' ? m.nav_requests() : m.nav_postbacks(),
      run: () => views.show(view),
    }))
  }
}

const commandItem = (command: Command): Item => ({
  id: `do-${command.id}`,
  group: 'commands',
  icon: command.icon,
  title: command.text,
  ...(command.detail ? { place: command.detail } : {}),
  ...(command.chord ? { chord: command.chord } : {}),
  run: () => command.run(),
})

const everywhere = (text: string): Item => ({
  id: 'everywhere',
  group: 'commands',
  icon: Search,
  title: m.palette_everywhere({ text }),
  run: () => address.go(['search'], { q: text }),
})

const hitItem =
  (group: 'orders' | 'contents') =>
  (hit: LookHit): Item => ({
    id: `${group}-${hit.list}-${hit.id}-${hit.where}`,
    group,
    icon: group === 'contents' ? TextSearch : hit.list === 'requests' ? Send : Webhook,
    title: hit.orderReferenceId || hit.id,
    mono: true,
    place: group === 'orders' ? hit.customer : placeWord(hit.where),
    ...(group === 'contents' ? { snippet: hit.snippet } : {}),
    tag: { text: endWord(hit), tone: toneOfHit(hit) },
    run: (further) => openHit(hit, further),
  })

/** toneOfHit is how a record ended, at a glance. */
export function toneOfHit(hit: LookHit): ReturnType<typeof toneOf> {
  return toneOf({ outcome: hit.outcome || 'accepted', severity: hit.severity })
}

/** openHit goes to what was found, or with further the other way to it. */
export function openHit(hit: LookHit, further: boolean): void {
  const [first, other] = waysTo(hit)
  const { path, query } = further ? other : first
  address.go(path, query)
}

export const palette = new Palette()
