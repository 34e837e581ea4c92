import { address } from './place.svelte'
import type { PostbackRow, RequestRow, Scenario } from './types'

type Named = Pick<RequestRow | PostbackRow, 'id' | 'orderReferenceId' | 'orderId' | 'customer'>

/** scenarioOfRequest is the question that a request most likely raises. */
export function scenarioOfRequest(row: Pick<RequestRow, 'outcome'>): Scenario {
  return row.outcome === 'no_answer' || row.outcome === 'handoff_failed' ? 'printer_never_got' : 'disappeared'
}

/** scenarioOfPostback is the question that a postback most likely raises. */
export function scenarioOfPostback(row: Pick<PostbackRow, 'kind' | 'direction'>): Scenario {
  const parcel = row.kind === 'shipping' || row.kind === 'delivery'
  return parcel && row.direction === 'to_customer' ? 'shipping_notice' : 'disappeared'
}

/** openGuide opens a guide with an order filled in. */
export function openGuide(guide: Scenario, order: string, customer = ''): void {
  address.go(['troubleshoot'], { guide, order, customer })
}

/** openGuideOf opens the guide that fits a record, with its order filled in. */
export function openGuideOf(guide: Scenario, row: Named): void {
  const { name, referenceId, id } = row.customer
  openGuide(guide, row.orderReferenceId || row.orderId || row.id, row.orderReferenceId ? name || referenceId || id : '')
}
