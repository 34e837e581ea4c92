import Arrows from '@lucide/svelte/icons/arrow-left-right'
import Building from '@lucide/svelte/icons/building-2'
import Dot from '@lucide/svelte/icons/circle-dot'
import File from '@lucide/svelte/icons/file-code'

import type { Chip } from '../lib/chips'
import { directionWords, resultTones, resultWords } from '../lib/status'
import { results } from '../lib/types'
import { m } from '../paraglide/messages'
import { directions } from './filter'

/** chipsOfPostbacks are by what the list of postbacks is narrowed with a click, beside the kinds. */
export function chipsOfPostbacks(): Chip[] {
  return [
    {
      name: 'result',
      label: m.filter_result(),
      icon: Dot,
      options: results.map((value) => ({ value, text: resultWords[value](), tone: resultTones[value] })),
    },
    { name: 'customer', label: m.filter_customer(), icon: Building },
    {
      name: 'direction',
      label: m.filter_direction(),
      icon: Arrows,
      from: 'widest',
      options: directions.map((value) => ({ value, text: directionWords[value]() })),
    },
    { name: 'template', label: m.filter_template(), icon: File, from: 'widest' },
  ]
}
