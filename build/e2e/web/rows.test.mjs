import assert from 'node:assert/strict'

import { scene, until } from '../stage/scene.mjs'

const grid = (page, say, list = 'requests') => page.getByRole('grid', { name: say(`${list}_label`) })
const rows = (page, say, list) => grid(page, say, list).locator('[role=row][aria-label]')
const picked = (page, say) => grid(page, say).locator('[data-picked="true"]')
const said = (page, text) => page.getByRole('status').getByText(text, { exact: true })

/** clipboard lets the page be asked what it copied. */
async function clipboard(page) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  return () => page.evaluate(() => navigator.clipboard.readText())
}

/** text is what a cell of a row shows. */
const text = (row, column) => row.locator(`[data-column="${column}"]`).innerText()

scene('the menu of a row opens by keyboard and mouse, and gives the focus back', {}, async ({ page, say }) => {
  const copied = await clipboard(page)
  await rows(page, say).nth(1).click()
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: say('row_menu') })
  await menu.waitFor()
  await page.keyboard.press('ArrowDown')
  const names = await menu.getByRole('menuitem').allInnerTexts()
  for (const key of ['inspect', 'troubleshoot_this', 'bookmark_add', 'copy_row', 'copy_cell', 'copy_id', 'export'])
    assert.ok(
      names.some((name) => name.startsWith(say(key))),
      `${key} is missing in ${names}`,
    )
  await page.keyboard.press('Escape')
  await until('the row has the focus again', () =>
    rows(page, say)
      .nth(1)
      .evaluate((row) => row === document.activeElement),
  )

  const third = rows(page, say).nth(2)
  const order = await text(third, 'order')
  await third.locator('[data-column="order"]').click({ button: 'right' })
  await menu.waitFor()
  await page.getByRole('heading', { name: order }).waitFor() // the row that was asked about is the chosen one
  await menu.getByRole('menuitem').filter({ hasText: order }).first().click()
  await until('the cell is copied', async () => (await copied()) === order)

  await page.keyboard.press('ContextMenu')
  await menu.getByRole('menuitem', { name: say('bookmark_add') }).press('Enter')
  await third.getByTitle(say('bookmark_is')).waitFor()
})

scene('a row, a cell and an id are copied by key, as the columns stand', {}, async ({ page, say }) => {
  const copied = await clipboard(page)
  const first = rows(page, say).first()
  await first.click()
  await page.keyboard.press('Control+c')
  await said(page, say('copied_row')).waitFor()
  const cells = (await copied()).split('\t')
  assert.equal(cells.length, 7)
  assert.equal(cells[2], await text(first, 'order'))
  await page.keyboard.press('i')
  await said(page, say('copied_id')).waitFor()
  await until('the address names the row', () => page.url().includes(`id=`))
  const id = await copied()
  assert.equal(new URL(page.url().replace('#', '')).searchParams.get('id'), id)
  await page.keyboard.press('c')
  const menu = page.getByRole('menu', { name: say('row_menu') })
  await menu.getByRole('menuitem').nth(3).press('Enter')
  await until('the customer is copied', async () => (await copied()) === cells[3])
})

scene('many rows are selected by keyboard and mouse, by id, and acted on together', {}, async ({ page, say, like }) => {
  const copied = await clipboard(page)
  await rows(page, say).first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowUp')
  await said(page, say('picked', { count: 3 })).waitFor()
  await rows(page, say)
    .nth(5)
    .click({ modifiers: ['Control'] })
  await said(page, say('picked', { count: 4 })).waitFor()
  await page.keyboard.press('x')
  await said(page, say('picked', { count: 3 })).waitFor()
  await rows(page, say).nth(8).click()
  await until('a click alone selects one row', async () => (await picked(page, say).count()) === 0)
  await rows(page, say)
    .nth(10)
    .click({ modifiers: ['Shift'] })
  await said(page, say('picked', { count: 3 })).waitFor()

  await page.keyboard.press('Control+c')
  await said(page, say('copied_rows', { count: 3 })).waitFor()
  const lines = (await copied()).split('\n').map((line) => line.split('\t'))
  assert.deepEqual([lines.length, lines[0][1]], [4, say('col_time')])
  await page.keyboard.press('b')
  await until(
    'all three are bookmarked',
    async () => (await picked(page, say).getByTitle(say('bookmark_is')).count()) === 3,
  )
  await page.keyboard.press('Control+e')
  await page
    .getByRole('dialog')
    .getByText(say('picked', { count: 3 }))
    .first()
    .waitFor()
  await page.keyboard.press('Escape')

  // Other filters show other rows; what was selected stays.
  await page.getByRole('radio', { name: say('span_yesterday'), exact: true }).click()
  await until('other rows are shown', async () => (await picked(page, say).count()) === 0)
  await said(page, say('picked', { count: 3 })).waitFor()
  await rows(page, say).first().focus()
  await page.keyboard.press('Escape')
  await page
    .getByRole('status')
    .filter({ hasText: like('requests_count') })
    .waitFor()
})

scene('a key that comes with a dialog is for the dialog', {}, async ({ page, say }) => {
  await rows(page, say).first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await said(page, say('picked', { count: 2 })).waitFor()
  const shown = await page.evaluate(async () => {
    const press = (key, more) =>
      document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
      )
    press('e', { ctrlKey: true })
    while (!document.querySelector('[role=dialog]')) await new Promise((go) => setTimeout(go))
    press('Escape')
    return document.querySelector('[role=dialog]').innerText
  })
  assert.ok(shown.includes(say('picked', { count: 2 })), shown)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await said(page, say('picked', { count: 2 })).waitFor()
})

scene('all that fit are selected, also those that were not scrolled to', {}, async ({ page, say }) => {
  const copied = await clipboard(page)
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
  await rows(page, say).first().click()
  await page.keyboard.press('Control+a')
  await said(page, say('picked', { count: 600 })).waitFor()
  await page.keyboard.press('i')
  await said(page, say('copied_ids', { count: 600 })).waitFor()
  assert.equal(new Set((await copied()).split('\n')).size, 600)
})

scene('two selected requests are compared with one key', {}, async ({ page, say }) => {
  await rows(page, say).first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('d')
  await page.getByRole('combobox', { name: say('compare_with') }).waitFor()
})

scene('postbacks have the same menu and selection', {}, async ({ page, say }) => {
  const copied = await clipboard(page)
  await page.getByRole('link', { name: say('nav_postbacks') }).click()
  await rows(page, say, 'postbacks').first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await said(page, say('picked', { count: 2 })).waitFor()
  await page.keyboard.press('i')
  await said(page, say('copied_ids', { count: 2 })).waitFor()
  assert.equal((await copied()).split('\n').length, 2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: say('show_requests') }).press('Enter')
  await rows(page, say).first().waitFor()
})
