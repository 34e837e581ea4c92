import { m } from '../paraglide/messages'
import type { MaskedKind } from './types'

/** kindWords are the kinds of values that are masked, as people call them. */
export const kindWords: Record<MaskedKind, () => string> = {
  name: m.masked_name,
  email: m.masked_email,
  phone: m.masked_phone,
  address: m.masked_address,
  postcode: m.masked_postcode,
  city: m.masked_city,
  company: m.masked_company,
  personid: m.masked_personid,
  date: m.masked_date,
  card: m.masked_card,
  iban: m.masked_iban,
  ip: m.masked_ip,
  geo: m.masked_geo,
  file: m.masked_file,
  number: m.masked_number,
  text: m.masked_text,
  secret: m.masked_secret,
  body: m.masked_body,
}

/** masks are the pseudonyms in a text. */
export const masks = /‹[a-z]+:[A-Z2-7]{10,}[^›]*›/gu
