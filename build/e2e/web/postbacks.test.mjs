import assert from 'node:assert/strict'

import { story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const grid = (page, say) => page.getByRole('grid', { name: say('postbacks_label') })
const rows = (page, say) => grid(page, say).locator('[role=row][aria-label]')
const names = (page, say) => rows(page, say).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))

for (const language of languages) {
  scene(
    `a postback that was not taken shows every try and what was sent (${language})`,
    { language },
    async ({ page, say }) => {
      const reference = await story('SEND_FAILED', /500 each time/)
      await page.getByRole('link', { name: say('nav_postbacks') }).click()
      await page.getByRole('button', { name: new RegExp(`^${say('span_label')}`) }).click()
      await page.getByRole('button', { name: say('span_all'), exact: true }).click()
      await page.getByRole('textbox', { name: say('search_label') }).fill(reference)
      await grid(page, say)
        .getByRole('row', { name: new RegExp(`${reference}.*${say('result_failed')}$`) })
        .click()
      await page.getByText(say('pb_failed'), { exact: true }).waitFor()
      const tries = page.getByRole('listitem')
      assert.equal(await tries.filter({ hasText: '500' }).count(), 3)
      await tries.filter({ hasText: say('try_no_more') }).waitFor()
      const views = page.getByRole('tablist', { name: say('text_tabs') })
      for (const view of ['tab_sent', 'tab_payload', 'tab_rendered']) {
        await views.getByRole('tab', { name: say(view) }).click()
        const text = page.getByRole('region', { name: say(view), exact: true })
        await until(
          `${view} has text`,
          async () => (await text.isVisible()) && (await text.innerText()).includes(reference),
        )
      }
      await page.getByRole('button', { name: say('show_requests'), exact: true }).click()
      const requests = page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
      await requests.filter({ hasText: reference }).first().waitFor()
    },
  )
}

scene('kinds and deliveries narrow the postbacks', {}, async ({ page, say }) => {
  await page.keyboard.press('Control+3')
  await rows(page, say).first().waitFor()
  await page
    .getByRole('group', { name: say('filter_kind') })
    .getByRole('button', { name: say('kind_short_shipping') })
    .click()
  await until('only shipping notifications', async () => {
    const all = await names(page, say)
    return all.length > 0 && all.every((name) => name.startsWith(say('kind_shipping')))
  })
  await page.getByRole('button', { name: say('filter_result'), exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: say('result_failed') }).click()
  await page.keyboard.press('Escape')
  await until('only those not delivered', async () => {
    const all = await names(page, say)
    return all.length > 0 && all.every((name) => name.endsWith(say('result_failed')))
  })
  await until('the address holds both', () => /kind%3Ashipping.*result%3Afailed/.test(page.url()))
  await page.reload()
  await until('also after a reload', async () => {
    const all = await names(page, say)
    return (
      all.length > 0 &&
      all.every((name) => name.startsWith(say('kind_shipping')) && name.endsWith(say('result_failed')))
    )
  })
})
