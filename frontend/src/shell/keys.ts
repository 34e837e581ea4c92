import { inspector } from '../inspector/inspector.svelte'
import { openGuideOf, scenarioOfPostback, scenarioOfRequest } from '../lib/guides'
import { isTyping } from '../lib/keys'
import { stepPane } from '../lib/panes'
import { address } from '../lib/place.svelte'
import { postbacks } from '../postbacks/postbacks.svelte'
import { requests } from '../requests/requests.svelte'
import { marks } from '../lib/marks.svelte'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'
import { daysOf } from '../lib/span'
import { dayStart } from '../lib/days'
import { now } from '../lib/clock'
import { preferences } from '../lib/preferences.svelte'
import { resize } from './resize'
import { order } from '../order/order.svelte'
import { palette } from '../search/palette.svelte'
import { sync } from '../sync/sync.svelte'

import { copyLink } from './copy-link'
import { sheet } from './sheet.svelte'

export const searchId = 'search'

const sections = [
  'overview',
  'requests',
  'postbacks',
  'search',
  'bookmarks',
  'troubleshoot',
  'sync',
  'sources',
  'masking',
] as const

/** Section is a screen that the navigation leads to. */
export type Section = (typeof sections)[number]

/** sectionOf is the screen that an address begins with. */
export const sectionOf = (name: string | undefined): Section => sections.find((one) => one === name) ?? 'requests'

/** The screens that Ctrl and a digit lead to, in the order of the navigation. */
export const views = ['overview', 'requests', 'postbacks', 'troubleshoot', 'bookmarks', 'sources'] as const

/** shortcut does what a key does on every screen. */
export function shortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const act = actOf(event)
  if (!act) return
  event.preventDefault()
  act()
}

/** backOrOn goes back or forward with Alt and an arrow, before what has the focus takes the arrow for its own. */
export function backOrOn(event: KeyboardEvent): void {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  const act = altKey && !ctrlKey && !metaKey && !shiftKey ? steps[key] : undefined
  if (!act || event.defaultPrevented) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

function actOf(event: KeyboardEvent): (() => void) | undefined {
  const { key, altKey, shiftKey } = event
  const control = event.ctrlKey || event.metaKey
  if (key === 'F6' && !altKey && !control) return () => stepPane(shiftKey ? -1 : 1)
  if (altKey) return undefined
  if (key === '?' && !control) return isTyping(event.target) ? undefined : () => (sheet.open = true)
  if (control && sizes[key]) return sizes[key]
  if (shiftKey) return control ? shifted[key.toLowerCase()] : undefined
  // In a field Ctrl+Z belongs to what is typed.
  if (control) return key.toLowerCase() === 'z' && isTyping(event.target) ? undefined : acts(key.toLowerCase())
  return isTyping(event.target) ? undefined : single(key)
}

const shifted: Partial<Record<string, () => void>> = {
  k: () => void copyLink(),
  l: () => void preferences.choose({ theme: after[preferences.values.theme] }),
}

// Which of them needs Shift depends on the keyboard.
const sizes: Partial<Record<string, () => void>> = {
  '+': () => resize(1),
  '=': () => resize(1),
  '-': () => resize(-1),
  _: () => resize(-1),
  '0': () => resize(0),
}

const after = { system: 'light', light: 'dark', dark: 'contrast', contrast: 'system' } as const

// A window has no buttons for these, and not every web view knows their keys.
const steps: Partial<Record<string, () => void>> = {
  ArrowLeft: () => history.back(),
  ArrowRight: () => history.forward(),
}

function acts(key: string): (() => void) | undefined {
  const view = views[Number(key) - 1]
  if (view) return () => address.enter(view)
  if (key === 't') return troubleshootThis
  if (key === 'z' && undo.any) return () => void undo.back((text) => m.undone({ text }))
  if (key === 'k') return () => palette.show()
  // The web view's own reload would throw away where the person is.
  if (key === 'r') return () => void sync.start()
  return undefined
}

/** shown is the record that keys are about: the one that is looked at, or chosen in a list. */
export function shownRecord(): string {
  const { path, query } = address.place
  if (path[0] === 'requests' && path[1]) return path[1]
  return path[0] === 'requests' || path[0] === 'postbacks' ? (query.id ?? '') : ''
}

/** single is what a key does alone, while nobody types. */
function single(key: string): (() => void) | undefined {
  const box = document.getElementById(searchId)
  const id = shownRecord()
  const keys: Partial<Record<string, () => void>> = {
    ...(box ? { f: () => box.focus() } : {}),
    '[': () => byDays(-1),
    ']': () => byDays(1),
    ...(id
      ? { b: () => void marks.toggle([id]), n: () => document.querySelector<HTMLElement>('[data-note]')?.click() }
      : {}),
  }
  return keys[key.toLowerCase()]
}

/** troubleshootThis opens the guide that fits what is looked at, with its order filled in. */
function troubleshootThis(): void {
  const [section, id] = address.place.path
  const request = id ? inspector.detail?.row : requests.shown.detail?.row
  const postback = postbacks.shown.detail?.row
  if (section === 'order') order.troubleshoot()
  else if (section === 'requests' && request) openGuideOf(scenarioOfRequest(request), request)
  else if (section === 'postbacks' && postback) openGuideOf(scenarioOfPostback(postback), postback)
  else address.enter('troubleshoot')
}

/** byDays shows the day before or after the one that is shown; of several days, before the first or after the last. */
function byDays(step: 1 | -1): void {
  const list = { requests, postbacks }[address.place.path[0] ?? '']
  const days = list && address.place.path.length === 1 ? daysOf(list.choice.span, now()) : undefined
  if (!list || !days) return
  const day = dayStart(step < 0 ? days.from : days.to, step)
  if (day > 0 && day <= now()) list.choose({ span: { from: day, to: day } })
}
