import Inbox from '@lucide/svelte/icons/inbox'
import Bell from '@lucide/svelte/icons/bell'
import PackageCheck from '@lucide/svelte/icons/package-check'
import Printer from '@lucide/svelte/icons/printer'
import Siren from '@lucide/svelte/icons/siren'
import Truck from '@lucide/svelte/icons/truck'

import type { Icon } from '../ui/icons'
import type { Kind } from './types'

export const kindIcons: Record<Kind, Icon> = {
  received: Inbox,
  production: Printer,
  shipping: Truck,
  delivery: PackageCheck,
  error: Siren,
  other: Bell,
}

/** kindTone colours only the two kinds that settle something. */
export function kindTone(kind: Kind): string {
  if (kind === 'error') return 'tone-fail'
  return kind === 'delivery' ? 'tone-ok' : ''
}
