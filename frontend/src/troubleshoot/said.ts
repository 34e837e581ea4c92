import { watched, type Said } from '../lib/types'

/** readSaid reads what somebody said as it stands in the address: field=value, one a line. */
export function readSaid(text: string | undefined): Said[] {
  return (text ?? '').split('\n').flatMap((line) => {
    const at = line.indexOf('=')
    const field = watched.find((one) => one === line.slice(0, at))
    const value = line.slice(at + 1).trim()
    return field && value ? [{ field, value }] : []
  })
}

/** writeSaid is what somebody said of one field, as it stands in the address. */
export function writeSaid(said: Said): string {
  return said.value.trim() ? `${said.field}=${said.value.trim()}` : ''
}
