import { now } from './clock'
import { dayStart, isoDay, ofIsoTime, presets, sameTime, weekStart, type Preset } from './days'
import { quotedValue } from './query-text'
import { namedFilters } from './scopes'
import { usual, written } from './span'
import type { List } from './types'

/* Links and saved views name the filters of a list as its command does (contract/cli.md); the address of a screen has
   names of its own. What the screens have no chip for stands in the text of the box, which means the same. */

type Query = Readonly<Record<string, string>>

const scopes: Record<List, readonly string[]> = { requests: ['stage'], postbacks: [] }

// The first and the last day of a preset, as a command says them. The last seven are whole days, which its 7d are not.
const ends: Record<Preset, readonly [from: string, to: string]> = {
  today: ['today', ''],
  yesterday: ['yesterday', 'yesterday'],
  '7d': ['today-6', ''],
  '30d': ['today-29', ''],
  week: ['monday', ''],
  all: ['', ''],
}

/**
 * linkQuery writes the filters of a list that is shown as they stand in a view: days that were chosen as the last seven, or
 * as this week, stay that, whichever day the view is shown on.
 */
export function linkQuery(list: List, query: Query, day = (date: string) => date): string {
  const out: [string, string][] = []
  const { from = '', to = '' } = query
  const days = query.days || (from || to ? '' : usual)
  const preset = presets.find((one) => one === days)
  const dates = preset ? ends[preset] : [from, to]
  out.push(['from', day(dates[0])], ['to', day(dates[1])])
  for (const name of namedFilters(list)) for (const value of split(query[name])) out.push([name, value])
  const like = query.like ? `like:${quotedValue(query.like)}` : ''
  out.push(['search', [like, query.q?.trim()].filter(Boolean).join(' ')])
  return out
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}

const split = (value: string | undefined) => (value ?? '').split(',').filter(Boolean)

/** placeQuery is the address at which a screen shows what a link or a view names. */
export function placeQuery(list: List, link: string): Record<string, string> {
  const asked = new URLSearchParams(link)
  const query: Record<string, string> = spanOf(asked.get('from') ?? '', asked.get('to') ?? '')
  for (const name of namedFilters(list)) query[name] = asked.getAll(name).join(',')
  const words = scopes[list].flatMap((name) => asked.getAll(name).map((value) => `${name}:${value}`))
  const customers = asked.getAll('customer').map(quotedValue)
  if (customers.length > 0) words.push(`customer:${customers.join(',')}`)
  for (const source of asked.getAll('source')) words.push(`source:${quotedValue(source)}`)
  const { like, rest } = likeIn(asked.get('search') ?? '')
  if (list === 'requests') query.like = like
  query.q = [...words, rest].filter(Boolean).join(' ')
  return query
}

/** likeIn takes out of a text that it begins with the one request, or row, that all must be like. */
function likeIn(text: string): { like: string; rest: string } {
  const [whole = '', quoted, plain] = /^like:(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))(?:\s+|$)/.exec(text) ?? []
  return { like: plain ?? quoted?.replace(/\\(.)/g, '$1') ?? '', rest: text.slice(whole.length) }
}

function spanOf(from: string, to: string): Record<'days' | 'from' | 'to', string> {
  const span = (days: string, since = '', until = '') => ({ days, from: since, to: until })
  const preset = presets.find((one) => ends[one][0] === from && ends[one][1] === to)
  if (preset) return span(preset === usual ? '' : preset)
  return to === '' && back.test(from) ? span('', from) : span('', dated(from), dated(to))
}

const back = /^[1-9]\d{0,4}d$/

// Days that only we count so: other programs know the dates and words of contract/cli.md.
const counted = /^(monday|today-\d+)$/

/** dated is a date of a command as it stands in an address: a day, or a moment with its zone. */
function dated(text: string): string {
  if (text === 'today') return isoDay(now())
  if (text === 'yesterday') return isoDay(dayStart(now(), -1))
  if (text === 'monday') return isoDay(weekStart(now()))
  const days = /^today-(\d{1,5})$/.exec(text)?.[1]
  if (days !== undefined) return isoDay(dayStart(now(), -Number(days)))
  if (back.test(text)) return written(sameTime(now(), -parseInt(text, 10)))
  const local = /[Z+]|T.*-/.test(text) ? undefined : ofIsoTime(text)
  return local === undefined ? text : written(local)
}

/** linkTo is the link by which a colleague sees the same list; its days are written as any reader of links knows them. */
export function linkTo(list: List, query: Query): string {
  const filters = linkQuery(list, query, (date) => (counted.test(date) ? dated(date) : date))
  return `ordertrail://${list}${filters ? `?${filters}` : ''}`
}

/** linkToRecord is the link to a request, one of its stages, or a postback. */
export function linkToRecord(list: List, id: string, part = ''): string {
  const kind = list === 'requests' ? 'request' : 'postback'
  return ['ordertrail:/', kind, encodeURIComponent(id), ...(part ? [encodeURIComponent(part)] : [])].join('/')
}
