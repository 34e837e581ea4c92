import assert from 'node:assert/strict'

import { feed, key } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const rows = (page, say) => page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
const status = (page, text) => page.getByRole('status').filter({ hasText: text })

async function connect(page, say, url) {
  await page.getByRole('button', { name: say('connect'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: say('connect_title') })
  await dialog.getByLabel(say('connect_url')).fill(url)
  await dialog.getByLabel(say('connect_key')).fill(key)
  await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

for (const language of languages) {
  scene(
    `a first fetch shows how far it is, and stops when told to (${language})`,
    { history: 'none', env: {}, language },
    async ({ page, say, like }) => {
      const slow = await feed({ faults: 'slow:700ms' })
      try {
        await connect(page, say, slow.url)
        const panel = page.getByRole('group', { name: say('sync_progress_title') })
        await panel.getByRole('progressbar').waitFor()
        await status(page, say('sync_running')).waitFor()
        await rows(page, say).first().waitFor()
        assert.ok(await panel.isVisible(), 'rows are there while it goes on')
        await panel.getByRole('button', { name: say('sync_cancel') }).click()
        await panel.waitFor({ state: 'hidden' })
        assert.ok(await rows(page, say).first().isVisible(), 'what was fetched stays')
        await page.getByRole('button', { name: say('sync_now') }).click()
        await status(page, like('sync_done')).waitFor({ timeout: 60_000 })
      } finally {
        await slow.stop()
      }
    },
  )

  scene(
    `a source that went away is named, and what is held still works (${language})`,
    { history: 'none', env: {}, language },
    async ({ page, say, like }) => {
      const from = await feed()
      await connect(page, say, from.url)
      await status(page, like('sync_done')).waitFor({ timeout: 60_000 })
      await from.stop()
      await page.getByRole('button', { name: say('sync_now') }).click()
      await page.getByText(say('sync_still_works')).waitFor({ timeout: 60_000 })
      await status(page, say('sync_failed')).waitFor()
      const why =
        language === 'sv' ? /127\.0\.0\.1.* tog inte emot anslutningen/ : /127\.0\.0\.1.* refused the connection/
      await page.getByText(why).first().waitFor()
      await rows(page, say).nth(1).click()
      await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
      const again = await feed({ port: new URL(from.url).port })
      try {
        await page.getByRole('button', { name: say('try_again') }).click()
        await status(page, like('sync_done')).waitFor({ timeout: 60_000 })
        await page.getByText(say('sync_still_works')).waitFor({ state: 'hidden' })
      } finally {
        await again.stop()
      }
    },
  )
}

scene(
  'a key that is no longer taken is an alert',
  { env: { ORDERTRAIL_API_KEY: 'demo:rotated' } },
  async ({ page, say }) => {
    await page.getByRole('button', { name: say('sync_now') }).click()
    const alert = page.getByRole('alert').filter({ hasText: say('sync_still_works') })
    await alert.waitFor({ timeout: 60_000 })
    assert.match(await alert.innerText(), /key/)
    assert.ok(await rows(page, say).first().isVisible())
  },
)

const cutOff = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/

scene('a page whose program has ended says so', { excuse: cutOff }, async ({ page, say, server }) => {
  await rows(page, say).first().waitFor()
  await server.stop()
  await page.keyboard.press('Control+r')
  await page
    .getByRole('alert')
    .filter({ hasText: say('gone_title') })
    .waitFor()
  await until('the program is not asked again and again', async () =>
    page
      .getByRole('button', { name: say('try_again') })
      .first()
      .isVisible(),
  )
})
