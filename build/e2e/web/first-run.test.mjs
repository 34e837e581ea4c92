import assert from 'node:assert/strict'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'

import { ask, feed, key, now } from '../stage/program.mjs'
import { scene, source, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const first = (page, say) => page.getByRole('heading', { name: say('welcome_title') })
const rows = (page, say) =>
  page.getByRole('grid', { name: say('requests_label') }).getByRole('row', { selected: false })

for (const language of languages) {
  scene(
    `whoever starts anew is welcomed and tries the demo (${language})`,
    { history: 'none', language },
    async ({ page, say }) => {
      await first(page, say).waitFor()
      await page.getByText(say('welcome_promise')).waitFor()
      for (const way of ['way_connect', 'way_demo', 'way_import'])
        await page
          .getByRole('region', { name: say(way) })
          .getByRole('button')
          .waitFor()
      await page.getByRole('button', { name: say('way_demo_open') }).click()
      await rows(page, say).first().waitFor()
      await page
        .getByRole('status')
        .filter({ hasText: language === 'en' ? say('sync_demo') : say('sync_running') })
        .waitFor({ timeout: 100_000 })
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await page.getByRole('link', { name: say('nav_postbacks') }).click()
      await page
        .getByRole('grid', { name: say('postbacks_label') })
        .getByRole('row', { selected: false })
        .first()
        .waitFor()
    },
  )
}

scene(
  'a source that refuses the key says so, and the right key fills the lists',
  { history: 'none', env: {} },
  async ({ page, say, server }) => {
    const { feed: from } = await source()
    await page.getByRole('button', { name: say('connect'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: say('connect_title') })
    await dialog.getByLabel(say('connect_url')).fill(from.url)
    await dialog.getByLabel(say('connect_key')).fill('wrong:key')
    await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    assert.match(await dialog.getByRole('alert').innerText(), /key/)
    await dialog.getByLabel(say('connect_key')).fill(key)
    await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await rows(page, say).first().waitFor()
    await page
      .getByText(say('requests_count', { count: '600' }))
      .or(page.getByText(/\d+ requests/))
      .first()
      .waitFor()
    assert.doesNotMatch(await page.content(), new RegExp(key), 'the key stays in Go')
    assert.equal(server.said().includes(key), false, 'the key is in no log')
  },
)

scene(
  'a source that is not there is named with what to do next',
  { history: 'none', env: {} },
  async ({ page, say }) => {
    const from = await feed()
    await from.stop()
    await page.getByRole('button', { name: say('connect'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: say('connect_title') })
    await dialog.getByLabel(say('connect_url')).fill(from.url)
    await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
    assert.match(await dialog.getByRole('alert').innerText(), /127\.0\.0\.1.* refused the connection\. Check the port/)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await first(page, say).waitFor()
  },
)

scene('a file that a colleague exported is imported', { history: 'none' }, async ({ page, say, server }) => {
  const { home } = await source()
  const about = { home: home.path }
  const data = ['--data', join(home.path, 'data'), '--now', now]
  const { requests } = JSON.parse(await ask(['requests', '--limit', '1', '--json', ...data], about))
  const file = join(server.home, 'from-a-colleague.json')
  await writeFile(file, await ask(['export', requests[0].id, '--format', 'json', '-o', '-', ...data], about))
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: say('way_import_choose') }).click()
  await (await choosing).setFiles(file)
  await until('the request of the file is listed', () =>
    rows(page, say).filter({ hasText: requests[0].orderReferenceId }).first().isVisible(),
  )
})
