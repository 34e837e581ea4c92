import { m } from '../paraglide/messages'
import { closed, gone, type Fault } from './fault'

/** faultWords is a failure for a person. What Go could not say any more, the page says itself. */
export function faultWords(fault: Fault): { message: string; hint: string } {
  if (fault.code === gone) return { message: m.gone_title() + '.', hint: m.gone_text() }
  if (fault.code === closed) return { message: m.closed_title() + '.', hint: m.closed_text() }
  if (fault.message) return fault
  return { message: m.fault_unnamed() + '.', hint: m.fault_hint() }
}
