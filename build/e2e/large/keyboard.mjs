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

  const focused = () =>
    page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent?.trim() ?? '')

  /** tabTo goes from one thing to the next until one of a name has the focus. */
  async function tabTo(name, key = 'Tab') {
    for (let times = 0; times < 60; times++) {
      await press(key)
      if ((await focused()).startsWith(name)) return
    }
    throw new Error(`${name} is not reached by ${key}`)
  }

  const stepTo = (name) => tabTo(name, 'ArrowDown')

  /** intoList puts the focus on a row of the list, which is chosen by that. */
  async function intoList() {
    for (let parts = 0; parts < 8; parts++) {
      if (await page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)) break
      await press('F6')
    }
    await press('ArrowDown')
    await chosen.waitFor()
    await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  }

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
  await path('the list again, without its filter', async () => {
    await press('Control+2')
    await grid.waitFor()
    await press('f', 'Control+a', 'Delete')
    await until('all are listed', async () => (await grid.getAttribute('aria-rowcount')) > requests / 2)
  })
  await path('the last seven days', async () => {
    await tabTo(say('span_all_short'))
    await press('ArrowLeft', 'ArrowLeft')
    await page.getByRole('radio', { name: say('span_7d'), exact: true, checked: true }).waitFor()
    await until('fewer are listed', async () => (await grid.getAttribute('aria-rowcount')) < requests / 2)
  })
  await path('an outcome by its chip', async () => {
    await tabTo(say('filter_outcome'))
    await press('Enter')
    await page.getByRole('menuitemcheckbox', { name: say('outcome_rejected') }).waitFor()
    await stepTo(say('outcome_rejected'))
    await press('Enter', 'Escape')
    await until('it alone is listed', async () => {
      const listed = await grid.locator('[role=row][aria-label]').evaluateAll((all) => all.map((row) => row.ariaLabel))
      return listed.length > 0 && listed.every((text) => text.includes(say('outcome_rejected')))
    })
  })
  await path('the day before, and the day after', async () => {
    const before = page.url()
    await press('[')
    await until('another day is shown', () => page.url() !== before)
    const first = page.url()
    await press(']')
    await until('the day after it is shown', () => page.url() !== first)
    await press('f', 'Control+a', 'Delete')
    await until('its requests are listed', async () => (await grid.getAttribute('aria-rowcount')) > 20)
  })
  await path('a request, bookmarked and not', async () => {
    await intoList()
    await press('b')
    await chosen.getByTitle(say('bookmark_is')).waitFor()
    await press('Control+z')
    await chosen.getByTitle(say('bookmark_is')).waitFor({ state: 'detached' })
  })
  await path('a note, and its undo', async () => {
    const note = page.getByRole('textbox', { name: say('note_add') })
    await press('n')
    await until('the note has the focus', () => note.evaluate((field) => field === document.activeElement))
    await page.keyboard.type('She rings back')
    await press('Control+Enter')
    await chosen.getByTitle(say('note_is')).waitFor()
    await press('Control+z')
    await chosen.getByTitle(say('note_is')).waitFor({ state: 'detached' })
  })
  await path('a saved view, and its undo', async () => {
    await press('Control+k')
    await page.keyboard.type(`>${say('view_save')}`)
    await until('it is found', async () => (await page.locator('#palette-lines [role=option]').count()) === 1)
    await press('Enter')
    const field = page.getByRole('dialog').getByLabel(say('view_name'))
    await until('its name is asked for', () => field.evaluate((one) => one === document.activeElement))
    await page.keyboard.type('By keyboard')
    await press('Enter')
    const view = page.getByRole('list', { name: say('palette_views') }).getByRole('button', { name: /^By keyboard/ })
    await view.waitFor()
    await press('Control+z')
    await view.waitFor({ state: 'detached' })
  })
  await path('a second pane, and its end', async () => {
    await intoList()
    const beside = page.getByRole('complementary', { name: say('beside_title') })
    await press('Space')
    await beside.waitFor()
    await tabTo(say('beside_close'), 'F6')
    await press('Enter')
    await beside.waitFor({ state: 'detached' })
  })
  await path('into a request, back and forward', async () => {
    await intoList()
    const name = await chosen.getAttribute('aria-label')
    await press('Enter')
    await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
    await press('Alt+ArrowLeft')
    await chosen.waitFor()
    assert.equal(await chosen.getAttribute('aria-label'), name)
    await press('Alt+ArrowRight')
    await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  })
  assert.deepEqual(complaints, [])
  console.table(rows)
  await close()
} finally {
  await leave()
  await server.close()
}
