// Walks the main paths over many requests with the keyboard alone, and prints how long each takes: node keyboard.mjs
// [REQUESTS] [DATA], as lists.mjs. An agent with a customer on the phone is to have the order in under five seconds.
import assert from 'node:assert/strict'

import { leave, visit } from '../stage/browser.mjs'
import { until } from '../stage/until.mjs'
import { wordsOf } from '../stage/words.mjs'
import { history } from './history.mjs'

const [, , requests = 100_000, data] = process.argv
const { say } = wordsOf('en')
const server = await history(Number(requests), data)
const rows = []
try {
  const { page, close, complaints } = await visit(server.url)
  const grid = page.getByRole('grid')
  const chosen = page.getByRole('row', { selected: true })
  const press = (...keys) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const heading = (text) => page.getByRole('heading', { name: text }).waitFor()

  /** path walks one, and notes how long it took from its first key. */
  async function path(name, walk) {
    const begun = performance.now()
    await walk()
    rows.push({ path: name, ms: Math.round(performance.now() - begun) })
    await until(
      `${name}: the focus is somewhere`,
      () => page.evaluate(() => document.activeElement !== document.body),
      2000,
    )
  }

  await page.goto(new URL('#/requests?days=all', server.url).href)
  await grid.waitFor()
  await path('the oldest request', async () => {
    await press('End')
    await until('it is chosen', () => chosen.count())
  })
  const reference = await chosen.locator('.mono').first().innerText()
  await path('back to the newest', async () => {
    await press('Home')
    await until('another is chosen', async () => (await chosen.locator('.mono').first().innerText()) !== reference)
  })
  await path('an order by its reference, from anywhere, to its story', async () => {
    await press('Control+k')
    await page.keyboard.type(reference)
    await page.getByText(say('palette_orders'), { exact: true }).waitFor()
    await press('Enter')
    await heading(reference)
  })
  await path('back to the list, as it was', async () => {
    await press('Alt+ArrowLeft')
    await grid.waitFor()
  })
  await path('a reference in the list, and its request', async () => {
    await press('f')
    await page.keyboard.type(reference)
    await press('Enter')
    await until('only it is listed', async () => {
      const listed = await grid.locator('[role=row][aria-label]').allInnerTexts()
      return listed.length > 0 && listed.every((text) => text.includes(reference))
    })
    await press('F6', 'F6', 'ArrowDown')
    await chosen.waitFor()
    await press('Enter')
    await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  })
  await path('its four stages', () => press('1', '2', '3', '4'))
  await path('its guide', async () => {
    await press('Control+t')
    await page.getByRole('heading', { name: say('nav_troubleshoot') }).waitFor()
  })
  assert.deepEqual(complaints, [])
  console.table(rows)
  await close()
} finally {
  await leave()
  await server.close()
}
