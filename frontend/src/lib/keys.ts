/** moved is where a key takes the selection in a list of count rows; undefined for a key that moves nothing. */
export function moved(key: string, at: number, count: number, perPage: number): number | undefined {
  if (count === 0) return undefined
  const within = (index: number) => Math.max(0, Math.min(count - 1, index))
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1)
    case 'ArrowUp':
    case 'k':
      return within(Math.max(at, 0) - 1)
    case 'PageDown':
      return within(Math.max(at, 0) + perPage)
    case 'PageUp':
      return within(at - perPage)
    case 'Home':
      return 0
    case 'End':
      return count - 1
  }
  return undefined
}

/** isSingle says that a key is a character alone, which screens may take for a shortcut. Menus and lists that have the
 * focus find their entries by such keys, and Space presses what has the focus. */
export function isSingle(event: KeyboardEvent): boolean {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return false
  const at = event.target
  return !isTyping(at) && !(at instanceof Element && at.closest('[role=menu], [role=listbox], [role=application]'))
}

/** isTyping says that single keys belong to a field, not to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
