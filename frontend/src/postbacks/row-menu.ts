import Bookmark from '@lucide/svelte/icons/bookmark'
import Commit from '@lucide/svelte/icons/git-commit-horizontal'
import Pane from '@lucide/svelte/icons/panel-right'
import Note from '@lucide/svelte/icons/sticky-note'
import Send from '@lucide/svelte/icons/send'
import Share from '@lucide/svelte/icons/share'
import Stethoscope from '@lucide/svelte/icons/stethoscope'
import { tick } from 'svelte'

import { openGuideOf, scenarioOfPostback } from '../lib/guides'
import { marks } from '../lib/marks.svelte'
import { beside } from '../lib/beside.svelte'
import { address } from '../lib/place.svelte'
import { copyItems, copyMany, type RowTexts } from '../lib/row-acts'
import { sharing } from '../lib/sharing.svelte'
import { reference } from '../lib/status'
import { hasStory, storyOf } from '../lib/story'
import type { PostbackRow } from '../lib/types'
import { chordText } from '../lib/chords'
import { m } from '../paraglide/messages'
import type { MenuItem } from '../ui/menu'
import { columns, textOf } from './columns'
import { postbacks } from './postbacks.svelte'

export const texts: RowTexts<PostbackRow> = {
  list: 'postbacks',
  columns: () => columns.shown,
  textOf,
  idOf: (row) => row.id,
  referenceOf: reference,
}

/** itemsOf is what can be done with a postback. */
export function itemsOf(row: PostbackRow, column: string): MenuItem[][] {
  return [
    hasStory(row) ? orderItems(row) : [],
    [{ id: 'beside', icon: Pane, text: m.beside_open(), keys: 'Space', run: () => beside.open('postbacks', row.id) }],
    [
      {
        id: 'bookmark',
        icon: Bookmark,
        text: marks.of(row).bookmarked ? m.bookmark_remove() : m.bookmark_add(),
        keys: chordText('B'),
        run: () => bookmark([row]),
      },
      { id: 'note', icon: Note, text: m.note(), keys: chordText('N'), run: () => void note(row.id) },
    ],
    copyItems(row, texts, column),
    [{ id: 'export', icon: Share, text: m.export(), keys: chordText('Ctrl+E'), run: () => share([row]) }],
  ].filter((group) => group.length > 0)
}

/** orderItems lead on to the order that a postback is about. */
function orderItems(row: PostbackRow): MenuItem[] {
  const q = row.orderReferenceId || row.orderId
  return [
    { id: 'requests', icon: Send, text: m.show_requests(), run: () => address.go(['requests'], { days: 'all', q }) },
    { id: 'story', icon: Commit, text: m.timeline(), keys: chordText('T'), run: () => address.go(...storyOf(row)) },
    {
      id: 'guide',
      icon: Stethoscope,
      text: m.troubleshoot_this(),
      keys: chordText('Ctrl+T'),
      run: () => openGuideOf(scenarioOfPostback(row), row),
    },
  ]
}

/** itemsOfMany is what can be done with several. */
export function itemsOfMany(rows: readonly PostbackRow[]): MenuItem[][] {
  return [
    [
      { id: 'bookmark', icon: Bookmark, text: m.bookmark_many(), keys: chordText('B'), run: () => bookmark(rows) },
      { id: 'export', icon: Share, text: m.export(), keys: chordText('Ctrl+E'), run: () => share(rows) },
    ],
    copyMany(rows, texts),
  ]
}

export function bookmark(rows: readonly PostbackRow[]): void {
  void marks.toggle(rows.map((row) => row.id))
}

/** share opens the export of some postbacks. */
export function share(rows: readonly PostbackRow[]): void {
  const [first] = rows
  if (!first) return
  const title = rows.length === 1 ? reference(first) : m.picked({ count: rows.length })
  sharing.open({ ids: rows.map((row) => row.id), title, postbacks: rows.length })
}

async function note(id: string): Promise<void> {
  postbacks.select(id)
  await postbacks.shown.show(id)
  await tick()
  document.querySelector<HTMLElement>('[data-note]')?.click()
}
