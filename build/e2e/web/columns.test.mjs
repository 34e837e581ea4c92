import assert from 'node:assert/strict'

import { scene, until } from '../stage/scene.mjs'

const grid = (page, say, list) => page.getByRole('grid', { name: say(`${list}_label`) })
const heads = (page, say, list = 'requests') => grid(page, say, list).getByRole('columnheader').allInnerTexts()
const cells = (page, say, column) => grid(page, say, 'requests').locator(`[data-column="${column}"]`).allInnerTexts()

/** press opens the dialog with the keyboard and gives it. */
async function dialogOf(page, say) {
  const button = page.getByRole('button', { name: say('columns_choose') })
  await button.focus()
  await page.keyboard.press('Enter')
  return page.getByRole('dialog', { name: say('columns_choose') })
}

scene(
  'columns are chosen, moved, widened and filled from payloads by keyboard, and stay',
  {},
  async ({ page, say }) => {
    await grid(page, say, 'requests').waitFor()
    const dialog = await dialogOf(page, say)
    await dialog.getByRole('button', { name: say('columns_remove', { column: say('col_duration') }) }).press('Enter')
    await dialog.getByRole('button', { name: say('columns_add', { column: say('col_connector') }) }).press('Enter')
    await dialog
      .getByRole('button', { name: say('columns_remove', { column: say('col_connector') }) })
      .press('Alt+ArrowUp')
    const moved = { column: say('col_connector'), n: 6, count: 7 }
    await dialog.getByText(say('columns_moved', moved)).waitFor()

    const path = dialog.getByRole('textbox', { name: say('columns_path') })
    await path.fill('finale:/items/0/productUid')
    await page.keyboard.press('Enter')
    const names = 'original, template, final, response'
    await dialog.getByRole('alert').getByText(say('columns_path_no_text', { names })).waitFor()
    await path.fill('final:/items/0/productUid')
    await page.keyboard.press('Enter')
    await until('the field is empty for the next', async () => (await path.inputValue()) === '')
    await dialog
      .getByRole('spinbutton', { name: say('columns_width', { column: 'final:/items/0/productUid' }) })
      .fill('240')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    const wanted = ['', 'col_time', 'col_order', 'col_customer', 'col_path', 'col_connector', 'col_news']
    const shown = async () =>
      JSON.stringify((await heads(page, say)).slice(1)) ===
      JSON.stringify([...wanted.slice(1).map((key) => say(key)), 'final:/items/0/productUid'])
    await until('the list has those columns', shown)
    const values = async () => (await cells(page, say, 'final:/items/0/productUid')).filter((text) => text.length > 12)
    await until('values of payloads are shown', async () => (await values()).length > 3)
    await page.reload()
    await until('they are there after a restart', shown)
    await until('with their values', async () => (await values()).length > 3)
    const head = grid(page, say, 'requests').getByRole('columnheader').last()
    assert.equal(Math.round((await head.boundingBox()).width), 240)
  },
)

scene('a column is widened by its border, and all of them as designed again', {}, async ({ page, say }) => {
  const order = grid(page, say, 'requests').getByRole('columnheader', { name: say('col_order') })
  const before = await order.boundingBox()
  await page.mouse.move(before.x + before.width - 2, before.y + 14)
  await page.mouse.down()
  await page.mouse.move(before.x + 260, before.y + 14, { steps: 4 })
  await page.mouse.up()
  await until('it is wider', async () => Math.abs((await order.boundingBox()).width - 260) <= 2)
  await order.click({ button: 'right' })
  await page.getByRole('button', { name: say('columns_reset') }).click()
  await page.keyboard.press('Escape')
  await until('it is as before', async () => (await order.boundingBox()).width === before.width)
})

scene('postbacks have columns of their own', {}, async ({ page, say }) => {
  await page.getByRole('link', { name: say('nav_postbacks') }).click()
  await grid(page, say, 'postbacks').waitFor()
  const dialog = await dialogOf(page, say)
  await dialog.getByRole('textbox', { name: say('columns_path') }).fill('payload:/package/status')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: say('columns_close') }).click()
  const values = () => grid(page, say, 'postbacks').locator('[data-column="payload:/package/status"]').allInnerTexts()
  await until('values are shown, or that there are none', async () => {
    const all = await values()
    return all.length > 5 && all.every((text) => text !== '…')
  })
  await page.getByRole('link', { name: say('nav_requests') }).click()
  await grid(page, say, 'requests').waitFor()
  assert.equal((await heads(page, say)).length, 7)
})
