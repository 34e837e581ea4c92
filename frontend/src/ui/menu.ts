import type { Icon } from './icons'

/** MenuItem is something that can be done from a menu, or a menu below it. */
export interface MenuItem {
  id: string
  text: string
  icon?: Icon
  keys?: string // that do the same, such as Ctrl+C
  run?: () => void
  items?: MenuItem[]
}

/** Menu is what a context menu offers, in groups, and where it opens. */
export interface Menu {
  at: { getBoundingClientRect: () => DOMRect }
  title: string
  groups: MenuItem[][]
  /** back takes the focus when it closes. */
  back: () => void
}
