import type { MaskKind, MaskReason } from '../lib/types'
import { m } from '../paraglide/messages'

/** reasonWords say why a value leaves as it does. */
export const reasonWords: Record<MaskReason, () => string> = {
  secret: m.masking_secret,
  record: m.masking_record,
  mask_rule: m.masking_mask_rule,
  allow_rule: m.masking_allow_rule,
  personal: m.masking_personal,
  shaped: m.masking_shaped,
  listed: m.masking_listed,
  technical: m.masking_technical,
  said: m.masking_said,
  link: m.masking_link,
  unlisted: m.masking_unlisted,
  unreadable: m.masking_unreadable,
  elsewhere: m.masking_elsewhere,
}

/** textWords are what a pasted text can be. */
export const textWords: Record<MaskKind, () => string> = {
  any: m.masking_any,
  json: () => 'JSON',
  xml: () => 'XML',
  csv: () => 'CSV',
  form: m.masking_form,
  text: m.masking_plain,
  headers: m.masking_headers,
  urls: m.masking_urls,
  template: m.masking_template,
}
