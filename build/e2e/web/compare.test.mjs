import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'

import { ask, folder, now, story } from '../stage/program.mjs'
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

/** unsure is a request in which a value of the final one may come from three places of the original. */
async function unsure(folder) {
  const at = '2026-11-18T08:00:00.000Z'
  const message = (content) => ({
    at,
    contentType: 'application/json',
    body: JSON.stringify(content),
    bodyEncoding: 'utf-8',
  })
  const lines = Array.from({ length: 60 }, (_, n) => ({ sku: `S-${n}` }))
  const original = message({ box: { mark: 'X-77' }, bag: { mark: 'X-77' }, lines, tail: 'X-77' })
  const stages = { original, final: message({ stamp: 'X-77', lines }) }
  const path = join(folder, 'unsure.ndjson')
  const record = { id: 'unsure', receivedAt: at, updatedAt: at, type: 'submit', orderReferenceId: 'NL-1', stages }
  await writeFile(path, JSON.stringify(record))
  return path
}

const home = await folder()
after(home.remove)
await ask(['import', await unsure(home.path), '--data', `${home.path}/data`, '--now', now], { home: home.path })

const pane = (page, say, side, stage) =>
  page.getByRole('region', { name: say(side, { stage: say(stage) }), exact: true })
const card = (page, say) => page.getByRole('region', { name: say('compare_lineage'), exact: true })

scene('what a value may come from can be looked at, one by one', { history: home }, async ({ page, say, server }) => {
  await page.goto(new URL('#/requests/unsure/compare', server.url).href)
  await pane(page, say, 'compare_right', 'stage_final').getByText('"stamp"').click()
  await card(page, say)
    .getByText(say('origin_candidates', { count: 3 }))
    .waitFor()
  const original = pane(page, say, 'compare_left', 'stage_original')
  for (const [path, line] of [
    ['tail', /^"tail": "X-77"$/],
    ['bag.mark', /^"mark": "X-77"$/],
  ]) {
    await card(page, say).getByRole('button', { name: path }).press('Enter')
    const shown = original.locator('.marked .text').filter({ hasText: 'X-77' })
    await until(`${path} is in view`, async () => {
      const texts = await shown.allInnerTexts()
      return texts.some((text) => line.test(text.trim()))
    })
  }
  await page.keyboard.press('i')
  await page.getByRole('option').filter({ hasText: 'stamp' }).click()
  await card(page, say).getByRole('button', { name: 'tail' }).press('Enter')
  await page.locator('[role=option].candidate').getByText('tail').waitFor()
})

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
