/** Pick is what a key or a click does to the rows that are picked. */
export type Pick = 'toggle' | 'reach' | 'all' | 'none'

/** pickOfKey says what a key picks in a list; undefined for one that picks nothing. */
export function pickOfKey(event: KeyboardEvent): Pick | undefined {
  const control = event.ctrlKey || event.metaKey
  if (event.altKey) return undefined
  if (control) return !event.shiftKey && event.key.toLowerCase() === 'a' ? 'all' : undefined
  if (event.shiftKey) return /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(event.key) ? 'reach' : undefined
  if (event.key === 'x' || event.key === 'X') return 'toggle'
  return event.key === 'Escape' ? 'none' : undefined
}

/** pickOfClick says what a click picks. */
export function pickOfClick(event: MouseEvent): Pick {
  if (event.shiftKey) return 'reach'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'none'
}

/** asksMenu says that a key asks for the menu of what is chosen. */
export function asksMenu(event: KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
}
