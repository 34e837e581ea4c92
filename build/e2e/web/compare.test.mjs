import assert from 'node:assert/strict'

import { story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

/** compared opens the comparison of an order's first request by keys alone. */
async function compared({ page, say }, reference) {
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
  await page.getByRole('textbox', { name: say('search_label') }).fill(reference)
  const row = page
    .getByRole('grid', { name: say('requests_label') })
    .locator('[role=row][aria-label]')
    .filter({ hasText: reference })
  await row.last().click()
  await page.getByRole('button', { name: say('inspect'), exact: true }).click()
  await page.getByRole('heading', { name: reference, level: 1 }).waitFor()
  await page.keyboard.press('c')
  await page.getByRole('combobox', { name: say('compare_from_stage') }).waitFor()
}

const pane = (page, say, side, stage) =>
  page.getByRole('region', { name: say(side, { stage: say(stage) }), exact: true })
const card = (page, say) => page.getByRole('region', { name: say('compare_lineage'), exact: true })

for (const language of languages) {
  scene(`a lookup that names another size is found, and its way shown (${language})`, { language }, async (at) => {
    const { page, say } = at
    await compared(at, await story('CHANGED_BY_LOOKUP'))
    await page
      .getByText(new RegExp(say('watched_product')))
      .first()
      .waitFor()
    await pane(page, say, 'compare_left', 'stage_original').waitFor()
    await pane(page, say, 'compare_right', 'stage_final').waitFor()
    await page.keyboard.press('F7')
    await card(page, say).getByText(say('lineage_pinned'), { exact: true }).waitFor()
    for (let n = 0; n < 40 && !/product_code/.test(await card(page, say).innerText()); n++) {
      const before = await card(page, say).innerText()
      await page.keyboard.press('F7')
      await until('the next difference is pinned', async () => (await card(page, say).innerText()) !== before)
    }
    assert.match(await card(page, say).innerText(), /product_code/)
    assert.equal(await card(page, say).getByRole('listitem').count(), 3)
    await page.keyboard.press('l')
    await until('the card is gone', async () => (await card(page, say).count()) === 0)
  })

  scene(`the fields can be read as a list, and only those that differ (${language})`, { language }, async (at) => {
    const { page, say } = at
    await compared(at, await story('CHANGED_BY_TEMPLATE'))
    await page.keyboard.press('i')
    const list = page.getByRole('listbox', { name: say('compare_list') })
    await list.getByRole('option').first().waitFor()
    const all = Number(await list.getByRole('option').first().getAttribute('aria-setsize'))
    await page.keyboard.press('o')
    await until(
      'fewer are listed',
      async () => Number(await list.getByRole('option').first().getAttribute('aria-setsize')) < all,
    )
    await list.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await card(page, say).waitFor()
    await page.keyboard.press('Escape')
    await until('the card is gone', async () => (await card(page, say).count()) === 0)
    await page.keyboard.press('Escape')
    await page.getByRole('tablist', { name: say('view_tabs') }).waitFor()
  })

  scene(`a request is compared with the last one that worked (${language})`, { language }, async (at) => {
    const { page, say } = at
    await compared(at, await story('CHANGED_BY_TEMPLATE'))
    const other = page.getByRole('combobox', { name: say('compare_with'), exact: true })
    assert.equal(await other.inputValue(), '')
    await page.keyboard.press('g')
    await until('another request is chosen', async () => (await other.inputValue()) !== '')
    await pane(page, say, 'compare_left', 'stage_final').waitFor()
    await pane(page, say, 'compare_right', 'stage_final').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('tablist', { name: say('view_tabs') }).waitFor()
  })
}
