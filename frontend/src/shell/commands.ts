import Larger from '@lucide/svelte/icons/a-arrow-up'
import Smaller from '@lucide/svelte/icons/a-arrow-down'
import Usual from '@lucide/svelte/icons/a-large-small'
import Contrast from '@lucide/svelte/icons/contrast'
import Keyboard from '@lucide/svelte/icons/keyboard'
import Link from '@lucide/svelte/icons/link'
import Bookmark from '@lucide/svelte/icons/bookmark'
import Save from '@lucide/svelte/icons/list-plus'
import Dashboard from '@lucide/svelte/icons/layout-dashboard'
import Moon from '@lucide/svelte/icons/moon'
import Plug from '@lucide/svelte/icons/plug-zap'
import Refresh from '@lucide/svelte/icons/refresh-cw'
import Search from '@lucide/svelte/icons/search'
import Send from '@lucide/svelte/icons/send'
import Shield from '@lucide/svelte/icons/shield-check'
import Stethoscope from '@lucide/svelte/icons/stethoscope'
import Sun from '@lucide/svelte/icons/sun'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import Webhook from '@lucide/svelte/icons/webhook'

import type { Chord } from '../lib/chords'
import { address } from '../lib/place.svelte'
import { preferences } from '../lib/preferences.svelte'
import { views } from '../lib/views.svelte'
import { m } from '../paraglide/messages'
import type { Command } from '../search/items'
import { sync } from '../sync/sync.svelte'
import type { Icon } from '../ui/icons'
import { copyLink } from './copy-link'
import { resize } from './resize'
import { sheet } from './sheet.svelte'

/** commands are what the palette offers to do. */
export function commands(): Command[] {
  const go = (path: string, icon: Icon, name: string, chord?: Chord): Command => ({
    id: path,
    icon,
    text: m.cmd_go({ where: name }),
    also: `${path} ${name}`,
    ...(chord ? { chord } : {}),
    run: () => address.enter(path),
  })
  const theme = (value: 'light' | 'dark' | 'contrast' | 'system', icon: Icon, text: string): Command => ({
    id: `theme-${value}`,
    icon,
    text,
    also: 'theme appearance',
    run: () => void preferences.choose({ theme: value }),
  })
  const size = (by: 1 | -1 | 0, icon: Icon, text: string, chord: Chord): Command => ({
    id: `text-${by}`,
    icon,
    text,
    also: 'text size zoom',
    chord,
    run: () => resize(by),
  })
  return [
    go('overview', Dashboard, m.nav_overview(), 'Ctrl+1'),
    go('requests', Send, m.nav_requests(), 'Ctrl+2'),
    go('postbacks', Webhook, m.nav_postbacks(), 'Ctrl+3'),
    go('search', Search, m.nav_search()),
    go('troubleshoot', Stethoscope, m.nav_troubleshoot(), 'Ctrl+4'),
    go('bookmarks', Bookmark, m.nav_bookmarks(), 'Ctrl+5'),
    go('sources', Plug, m.nav_sources(), 'Ctrl+6'),
    go('masking', Shield, m.masking_title()),
    {
      id: 'sync',
      icon: Refresh,
      text: m.cmd_sync(),
      also: 'sync refresh',
      chord: 'Ctrl+R',
      run: () => void sync.start(),
    },
    {
      id: 'link',
      icon: Link,
      text: m.link_copy(),
      also: 'copy link share',
      chord: 'Ctrl+Shift+K',
      run: () => void copyLink(),
    },
    {
      id: 'keys',
      icon: Keyboard,
      text: m.sheet_title(),
      also: 'keys help',
      chord: '?',
      run: () => (sheet.open = true),
    },
    ...saving(),
    theme('light', Sun, m.cmd_theme_light()),
    theme('dark', Moon, m.cmd_theme_dark()),
    theme('contrast', Contrast, m.cmd_theme_contrast()),
    theme('system', SunMoon, m.cmd_theme_system()),
    size(1, Larger, m.text_larger(), 'Ctrl++'),
    size(-1, Smaller, m.text_smaller(), 'Ctrl+-'),
    size(0, Usual, m.text_usual(), 'Ctrl+0'),
  ]
}

/** saving is offered where there is a list. */
function saving(): Command[] {
  const { path } = address.place
  if ((path[0] !== 'requests' && path[0] !== 'postbacks') || path.length > 1) return []
  return [{ id: 'save-view', icon: Save, text: m.view_save(), also: 'save view', run: () => (views.saving = true) }]
}
