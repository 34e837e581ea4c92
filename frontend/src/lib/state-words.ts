import { m } from '../paraglide/messages'
import type { StateFrom } from './types'

/** stateFromWords name Gelato's interfaces. */
export const stateFromWords: Record<StateFrom, () => string> = {
  orders_v4: m.state_orders_v4,
  order_management: m.state_order_management,
}
