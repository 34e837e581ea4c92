import type { Icon, Option } from '../ui/icons'

/** Chip is a part of a query that has a place of its own beside the text. */
export interface Chip {
  name: string
  label: string
  icon: Icon
  /** options are all that there can be; without them, what is there is offered. */
  options?: Option[]
  /** from: in a narrower window it is shown only while something is chosen, and is chosen from the menu of conditions. */
  from?: 'wide' | 'widest'
}
