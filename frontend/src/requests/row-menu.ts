import Bookmark from '@lucide/svelte/icons/bookmark'
import Columns from '@lucide/svelte/icons/columns-2'
import Commit from '@lucide/svelte/icons/git-commit-horizontal'
import Pane from '@lucide/svelte/icons/panel-right'
import Note from '@lucide/svelte/icons/sticky-note'
import Scan from '@lucide/svelte/icons/scan-search'
import Share from '@lucide/svelte/icons/share'
import Stethoscope from '@lucide/svelte/icons/stethoscope'
import { tick } from 'svelte'

import { backend } from '../lib/backend'
import { beside } from '../lib/beside.svelte'
import { thrown } from '../lib/fault'
import { faultWords } from '../lib/fault-words'
import { openGuideOf, scenarioOfRequest } from '../lib/guides'
import { marks } from '../lib/marks.svelte'
import { address } from '../lib/place.svelte'
import { copyItems, copyMany, type RowTexts } from '../lib/row-acts'
import { sharing } from '../lib/sharing.svelte'
import { reference } from '../lib/status'
import { hasStory, storyOf } from '../lib/story'
import type { RequestRow } from '../lib/types'
import { undo } from '../lib/undo.svelte'
import { chordText } from '../lib/chords'
import { m } from '../paraglide/messages'
import type { MenuItem } from '../ui/menu'
import { columns, textOf } from './columns'
import { requests } from './requests.svelte'

export const texts: RowTexts<RequestRow> = {
  list: 'requests',
  columns: () => columns.shown,
  textOf,
  idOf: (row) => row.id,
  referenceOf: reference,
}

/** itemsOf is what can be done with a request. */
export function itemsOf(row: RequestRow, column: string): MenuItem[][] {
  const order: MenuItem[] = hasStory(row)
    ? [{ id: 'story', icon: Commit, text: m.timeline(), keys: chordText('T'), run: () => address.go(...storyOf(row)) }]
    : []
  return [
    [
      { id: 'open', icon: Scan, text: m.inspect(), keys: 'Enter', run: () => requests.open(row.id) },
      { id: 'beside', icon: Pane, text: m.beside_open(), keys: 'Space', run: () => beside.open('requests', row.id) },
      ...order,
      {
        id: 'guide',
        icon: Stethoscope,
        text: m.troubleshoot_this(),
        keys: chordText('Ctrl+T'),
        run: () => openGuideOf(scenarioOfRequest(row), row),
      },
    ],
    [
      {
        id: 'bookmark',
        icon: Bookmark,
        text: marks.of(row).bookmarked ? m.bookmark_remove() : m.bookmark_add(),
        keys: chordText('B'),
        run: () => void marks.toggle([row.id]),
      },
      { id: 'note', icon: Note, text: m.note(), keys: chordText('N'), run: () => void note(row.id) },
    ],
    [
      {
        id: 'stages',
        icon: Columns,
        text: m.compare_stages(),
        run: () => address.go(['requests', row.id, 'compare']),
      },
      { id: 'good', text: m.compare_to_good(), run: () => void withGood(row.id) },
    ],
    copyItems(row, texts, column),
    [{ id: 'export', icon: Share, text: m.export(), keys: chordText('Ctrl+E'), run: () => share([row]) }],
  ]
}

/** itemsOfMany is what can be done with several. */
export function itemsOfMany(rows: readonly RequestRow[]): MenuItem[][] {
  const [first, second] = rows
  const both: MenuItem[] =
    first && second && rows.length === 2
      ? [{ id: 'both', icon: Columns, text: m.compare_both(), keys: chordText('D'), run: () => compareBoth(rows) }]
      : []
  return [
    [
      ...both,
      { id: 'bookmark', icon: Bookmark, text: m.bookmark_many(), keys: chordText('B'), run: () => bookmark(rows) },
      { id: 'export', icon: Share, text: m.export(), keys: chordText('Ctrl+E'), run: () => share(rows) },
    ],
    copyMany(rows, texts),
  ]
}

/** compareBoth holds two requests against each other, the earlier one first. */
export function compareBoth(rows: readonly RequestRow[]): void {
  const [earlier, later] = rows.toSorted((a, b) => a.receivedAt - b.receivedAt)
  if (earlier && later) address.go(['requests', earlier.id, 'compare'], { with: later.id })
}

export function bookmark(rows: readonly RequestRow[]): void {
  void marks.toggle(rows.map((row) => row.id))
}

/** share opens the export of some requests. */
export function share(rows: readonly RequestRow[]): void {
  const [first] = rows
  if (!first) return
  const title = rows.length === 1 ? reference(first) : m.picked({ count: rows.length })
  sharing.open({ ids: rows.map((row) => row.id), title, states: rows.length === 1 ? first.stages : undefined })
}

async function note(id: string): Promise<void> {
  requests.select(id)
  await requests.shown.show(id)
  await tick()
  document.querySelector<HTMLElement>('[data-note]')?.click()
}

async function withGood(id: string): Promise<void> {
  try {
    const good = await backend.LastGood(id)
    address.go(['requests', good.id, 'compare'], { with: id })
  } catch (reason) {
    undo.say(faultWords(thrown(reason)).message)
  }
}
