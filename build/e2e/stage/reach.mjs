// Every control of a page can be scrolled to and pressed where it stands: nothing lies over it, nothing cuts it off.
import assert from 'node:assert/strict'

const controls =
  'button, a[href], input, select, textarea, [role=tab], [role=radio], [role=option], [role=row][tabindex="0"], [role=separator]'

/** reachable fails with the controls that can't be pressed. where says which screen it is. */
export async function reachable(page, where) {
  const lost = await page.evaluate((controls) => {
    const name = (one) =>
      one.getAttribute('aria-label') || one.textContent.trim().slice(0, 40) || one.outerHTML.slice(0, 80)
    const shown = (one) =>
      one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.closest('.unseen, [aria-hidden=true]')
    const at = [...document.querySelectorAll('*')].map((one) => [one, one.scrollTop, one.scrollLeft])
    const bad = []
    const above = document.querySelector('[role=dialog], [role=menu]') ?? document
    for (const one of above.querySelectorAll(controls)) {
      if (!shown(one)) continue
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const box = one.getBoundingClientRect()
      if (box.width < 2 || box.height < 2) continue // a field behind a drawn one
      const x = box.left + Math.min(box.width / 2, 60)
      const y = box.top + box.height / 2
      const there = document.elementFromPoint(x, y)
      const label = one.labels?.[0]
      if (there && (one.contains(there) || there.contains(one) || label?.contains(there))) continue
      bad.push(`${name(one)} at ${Math.round(x)},${Math.round(y)}: ${there ? name(there) : 'outside'}`)
    }
    for (const [one, top, left] of at) {
      one.scrollTop = top
      one.scrollLeft = left
    }
    return bad
  }, controls)
  assert.deepEqual(lost, [], `can't be reached on ${where}`)
}
