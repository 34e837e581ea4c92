import assert from 'node:assert/strict'

import { held } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'

const grid = (page, say) => page.getByRole('grid', { name: say('requests_label') })
const rows = (page, say) => grid(page, say).locator('[role=row][aria-label]')
const chosen = (page, say) => grid(page, say).locator('[data-chosen="true"]')
const bar = (page, say) => page.getByRole('slider', { name: say('range_label') })
const top = (page, say) =>
  grid(page, say).evaluate((grid) => {
    const at = grid.querySelector('[role=rowgroup]:last-child').getBoundingClientRect()
    return document
      .elementFromPoint(at.x + 60, at.y + 48)
      ?.closest('[aria-label]')
      ?.getAttribute('aria-label')
  })

/** all shows all dates and gives the references of the history, newest first, as the command tells them. */
async function all(page, say, server) {
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
  const { requests } = await held(server, 'requests', '--limit', '1000')
  await until('all dates are listed', async () => (await grid(page, say).getAttribute('aria-rowcount')) === '601')
  await bar(page, say).waitFor()
  return requests
}

scene('the ends of a long list are one key away, and known by their place', {}, async ({ page, say, server }) => {
  const requests = await all(page, say, server)
  await rows(page, say).first().click()
  await page.keyboard.press('End')
  const oldest = requests.at(-1)
  await until('the oldest request is chosen', async () =>
    (
      await chosen(page, say)
        .getAttribute('aria-label')
        .catch(() => '')
    )?.includes(oldest.orderReferenceId ?? '–'),
  )
  await until('it has the focus', () => chosen(page, say).evaluate((row) => row === document.activeElement))
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  const newest = requests[0]
  await until('the newest request is chosen', async () =>
    (
      await chosen(page, say)
        .getAttribute('aria-label')
        .catch(() => '')
    )?.includes(newest.orderReferenceId ?? '–'),
  )
  assert.equal(await chosen(page, say).getAttribute('aria-rowindex'), '3') // below the heads and the day
})

scene(
  'the bar goes to any time by key and by hand, and marks where requests failed',
  {},
  async ({ page, say, server }) => {
    await all(page, say, server)
    const slider = bar(page, say)
    assert.ok((await slider.locator('i').count()) > 5, 'failures are marked')
    const words = () => slider.getAttribute('aria-valuetext')
    const before = await words()
    await slider.focus()
    await page.keyboard.press('PageDown')
    await until('the list stands further down', async () => (await words()) !== before)
    await page.keyboard.press('End')
    await until('it stands at its end', async () => Number(await slider.getAttribute('aria-valuenow')) < 20)

    const box = await slider.boundingBox()
    await page.mouse.move(box.x + 7, box.y + box.height * 0.9)
    await page.mouse.down()
    await page.mouse.move(box.x + 7, box.y + box.height * 0.5, { steps: 5 })
    await page.mouse.up()
    await until('it stands in the middle of its time', async () => {
      const now = Number(await slider.getAttribute('aria-valuenow'))
      return now > 40 && now < 60
    })
    // Rows above are there without the list having moved.
    const shown = await until('rows are shown', () => top(page, say))
    await grid(page, say).locator('[role=rowgroup]').last().hover()
    await page.mouse.wheel(0, -320)
    await until('newer rows are above', async () => (await top(page, say)) !== shown)
    await page.mouse.wheel(0, 320)
    await until('and it comes back to where it was', async () => (await top(page, say)) === shown)
  },
)

scene('a list is as deep as it was left when one comes back to it', {}, async ({ page, say, server }) => {
  await all(page, say, server)
  await bar(page, say).focus()
  await page.keyboard.press('End')
  await until('it stands at its end', async () => Number(await bar(page, say).getAttribute('aria-valuenow')) < 20)
  await rows(page, say).last().click()
  const name = await chosen(page, say).getAttribute('aria-label')
  await page.keyboard.press('Enter')
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('Escape')
  await until(
    'the same row is chosen',
    async () =>
      (await chosen(page, say)
        .getAttribute('aria-label')
        .catch(() => '')) === name,
  )
})
