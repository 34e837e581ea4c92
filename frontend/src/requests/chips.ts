import Arrows from '@lucide/svelte/icons/arrow-left-right'
import Building from '@lucide/svelte/icons/building-2'
import Dot from '@lucide/svelte/icons/circle-dot'
import File from '@lucide/svelte/icons/file-code'
import Plug from '@lucide/svelte/icons/plug'

import type { Chip } from '../lib/chips'
import { outcomeWords, toneOf, typeWord } from '../lib/status'
import { outcomes, type Outcome } from '../lib/types'
import { m } from '../paraglide/messages'
import { requestTypes } from './filter'

// An outcome's usual severity gives its colour here; in the list each request has its own.
const severity: Partial<Record<Outcome, 'info' | 'warning'>> = {
  accepted: 'info',
  pending: 'info',
  unknown: 'info',
  duplicate: 'warning',
}

/** chipsOfRequests are by what the list of requests is narrowed with a click. */
export function chipsOfRequests(): Chip[] {
  return [
    {
      name: 'outcome',
      label: m.filter_outcome(),
      icon: Dot,
      options: outcomes.map((outcome) => ({
        value: outcome,
        text: outcomeWords[outcome](),
        tone: toneOf({ outcome, severity: severity[outcome] ?? 'error' }),
      })),
    },
    { name: 'customer', label: m.filter_customer(), icon: Building },
    { name: 'connector', label: m.filter_connector(), icon: Plug, from: 'wide' },
    { name: 'template', label: m.filter_template(), icon: File, from: 'wide' },
    {
      name: 'type',
      label: m.filter_type(),
      icon: Arrows,
      from: 'wide',
      options: requestTypes.map((value) => ({ value, text: typeWord(value) })),
    },
  ]
}
