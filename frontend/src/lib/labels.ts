import { m } from '../paraglide/messages'
import type { Label } from './types'

/** labelWords name the colours: none is ever told by its colour alone. */
export const labelWords: Record<Exclude<Label, ''>, () => string> = {
  red: m.label_red,
  orange: m.label_orange,
  green: m.label_green,
  blue: m.label_blue,
  purple: m.label_purple,
}
