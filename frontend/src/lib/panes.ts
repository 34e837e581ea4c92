const first = '[tabindex="0"], a[href], button:not(:disabled), input:not(:disabled), select, textarea'

/**
 * stepPane gives the focus to the next part of the page, or to the one before: the navigation, a list, what is shown beside
 * it. In each it goes to where the focus was left: what is chosen, else what can take it first.
 */
export function stepPane(by: 1 | -1, page: ParentNode = document): void {
  let panes = [...page.querySelectorAll<HTMLElement>('nav, [data-pane]')]
  if (panes.every((pane) => pane.tagName === 'NAV')) panes = [...page.querySelectorAll<HTMLElement>('nav, main')]
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  for (let n = 1; n <= panes.length; n++) {
    const next = panes[(Math.max(at, by < 0 ? 0 : -1) + by * n + n * panes.length) % panes.length]
    const target = next && entry(next)
    if (!target) continue
    target.focus()
    return
  }
}

/** toRows gives the focus to the list that is shown: to its chosen row, or its first. */
export function toRows(): void {
  document.querySelector<HTMLElement>('main [role=row][tabindex="0"], main [data-found] button')?.focus()
}

function entry(pane: HTMLElement): HTMLElement | null {
  return (
    pane.querySelector<HTMLElement>(
      '[aria-selected=true][tabindex="0"], [aria-current][tabindex="0"], [role=row][tabindex="0"]',
    ) ??
    pane.querySelector<HTMLElement>('[aria-current=page]') ??
    pane.querySelector<HTMLElement>(first)
  )
}
