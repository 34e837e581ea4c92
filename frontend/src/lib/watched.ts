import { m } from '../paraglide/messages'
import type { Watched } from './types'

/** watchedWords name the fields that a product is described by. */
export const watchedWords: Record<Watched, () => string> = {
  product: m.watched_product,
  quantity: m.watched_quantity,
  size: m.watched_size,
  paper: m.watched_paper,
  colours: m.watched_colours,
  orientation: m.watched_orientation,
  front_file: m.watched_front_file,
  back_file: m.watched_back_file,
  file: m.watched_file,
  address: m.watched_address,
  shipping_method: m.watched_shipping_method,
}
