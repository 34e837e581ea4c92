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

/** isTyping says that single keys belong to a field, not to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
