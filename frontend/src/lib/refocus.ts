/** unclaimed says that no part of a screen has the focus: nothing has it, or the title of the screen. */
export const unclaimed = (at: EventTarget | null = document.activeElement): boolean =>
  at === document.body || (at instanceof Element && at.matches('main h1'))

/** late is when a screen that shows no list by then is known to have none. */
const late = 400

/**
 * refocus watches for a focus that is lost because what had it is gone, as when a list shows other rows, a chip is taken
 * away or another screen comes, and gives it to where the person was: the navigation or the list, else the title of the
 * screen. Who claims it meanwhile keeps it. The answer ends it.
 */
export function refocus(): () => void {
  let last: Element | undefined
  let nav: Element | null = null
  let waits = false
  const row = 'main [role=row][tabindex="0"]'

  const hold = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element) || target === document.body) return
    last = target
    nav = target.closest('nav')
  }
  const lost = () => document.activeElement === document.body && last?.isConnected === false

  function look(): void {
    if (waits || !lost()) return
    waits = true
    // Screens that take the focus by themselves do so within a frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        waits = false
        if (!lost()) return
        if (!give(nav?.isConnected ? 'nav [aria-current=page]' : row))
          setTimeout(() => lost() && (give(row) || give('main h1')), late)
      }),
    )
  }

  function give(to: string): boolean {
    const target = document.querySelector<HTMLElement>(to)
    if (target && !target.hasAttribute('tabindex')) target.tabIndex = -1
    target?.focus({ preventScroll: true })
    return target !== null
  }

  const watch = new MutationObserver(look)
  watch.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', hold)
  return () => {
    watch.disconnect()
    document.removeEventListener('focusin', hold)
  }
}
