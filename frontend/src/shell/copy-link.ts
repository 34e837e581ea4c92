import { linkTo, linkToRecord } from '../lib/link'
import { address } from '../lib/place.svelte'
import { scenarios } from '../lib/types'
import { undo } from '../lib/undo.svelte'
import { m } from '../paraglide/messages'

/** linkHere is the link to just what is shown; undefined where the contract names none. */
export function linkHere(): string | undefined {
  const { path, query } = address.place
  const [section, id, part, ...rest] = path
  const { guide = scenarios[0], order = '' } = query
  if (section === 'troubleshoot' && order)
    return `ordertrail://diagnose/${encodeURIComponent(guide)}/${encodeURIComponent(order)}`
  if (section === 'order' && id) return `ordertrail://order/${encodeURIComponent(id)}`
  if (section === 'requests' && id) return part === 'compare' ? undefined : linkToRecord('requests', id, part)
  if ((section === 'requests' || section === 'postbacks') && rest.length === 0) return linkTo(section, query)
  return undefined
}

/** copyLink puts it on the clipboard, and says what was copied. */
export async function copyLink(): Promise<void> {
  const link = linkHere()
  if (link === undefined) return undo.say(m.link_none())
  const copied = await navigator.clipboard.writeText(link).then(
    () => true,
    () => false,
  )
  undo.say(copied ? m.link_copied({ link }) : m.copy_failed())
}
