import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'

import { filled, held, key, prefer } from '../stage/program.mjs'
import { scene, source, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const status = (page, text) => page.getByRole('status').filter({ hasText: text })
const open = ({ page, server }) => page.goto(new URL('#/sync', server.url).href)
const sentence = (page, text) => page.getByRole('heading', { level: 2, name: text })

for (const language of languages)
  scene(
    `a gap is named, fetched by keyboard, and gone (${language})`,
    { history: 'holed', language },
    async ({ page, say, like, server }) => {
      await page.goto(new URL('#/requests?days=30d', server.url).href)
      await page.getByRole('link', { name: say('gap_see') }).click()
      await sentence(page, like('held_gaps')).waitFor()
      const fetches = page.getByRole('list').getByRole('button', { name: like('gap_fetch_name') })
      assert.equal(await fetches.count(), 2, 'both lists lack the two days')
      await fetches.first().focus()
      await page.keyboard.press('Enter')
      await sentence(page, like('held_gap_one')).waitFor()
      await status(page, like('gap_fetched')).waitFor()
      await until('the focus is on the next gap', () =>
        fetches.first().evaluate((one) => one === document.activeElement),
      )

      const bar = page.getByRole('toolbar').nth(1)
      const parts = bar.getByRole('button')
      await parts.last().focus()
      await page.keyboard.press('ArrowLeft')
      assert.match(
        await page.evaluate(() => document.activeElement.ariaLabel),
        new RegExp(`^${say('gap_word')}: ${say('gap_short_not_yet')}, `),
      )
      await page.keyboard.press('Enter')
      await sentence(page, like('held_all')).waitFor()
      await page.getByRole('heading', { name: say('gaps_none') }).waitFor()
      assert.deepEqual((await held(server, 'coverage')).gaps, [], 'the history says so too')
      await status(page, say('sync_paused')).waitFor()
    },
  )

/** counting stands before a feed and counts what it is asked. */
async function counting(feed) {
  const all = { asked: 0 }
  const server = createServer((question, answer) => {
    all.asked++
    const { method, headers, url } = question
    const on = request(new URL(url, feed), { method, headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers)
      got.pipe(answer)
    })
    question.pipe(on)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  all.url = `http://127.0.0.1:${server.address().port}`
  all.stop = () => server.close()
  return all
}

/** watched is a history of the feed of this file, fetched by way of what counts. */
function watched(choices) {
  const made = {}
  made.history = async () => {
    made.feed = await counting((await source()).feed.url)
    made.home = await filled(made.feed.url)
    await prefer(made.home, choices)
    made.feed.asked = 0
    return made.home
  }
  made.end = async () => {
    made.feed.stop()
    await made.home.remove()
  }
  return made
}

const resting = watched({ syncPaused: true, syncMinutes: 30 })

scene(
  'a paused history is left alone until it is resumed, and again when it is paused',
  { history: resting.history },
  async ({ page, say, like, server }) => {
    try {
      await open({ page, server })
      await status(page, say('sync_paused')).waitFor()
      await page.getByRole('radio', { name: say('choice_every_minutes', { minutes: 5 }) }).click()
      await page.reload()
      await page.getByRole('radio', { name: say('choice_every_minutes', { minutes: 5 }), checked: true }).waitFor()
      assert.equal(resting.feed.asked, 0, 'a start that is paused asks nothing, and a shorter pace neither')

      await page.getByRole('button', { name: say('sync_resume') }).click()
      await until('the source is asked', () => resting.feed.asked > 0)
      await status(page, like('sync_done')).waitFor()

      await page.getByRole('button', { name: say('sync_pause') }).click()
      await status(page, say('sync_paused')).waitFor()
      const before = resting.feed.asked
      await page.reload()
      await status(page, say('sync_paused')).waitFor()
      assert.equal(resting.feed.asked, before)
      await page
        .getByRole('button', { name: say('sync_now'), exact: true })
        .last()
        .click()
      await until('asked by hand it asks all the same', () => resting.feed.asked > before)
      await status(page, say('sync_paused')).waitFor()
    } finally {
      await resting.end()
    }
  },
)

const locked = watched({})

scene(
  'a refused key is told once, can be put away, and asks to connect again',
  { history: locked.history, env: { ORDERTRAIL_API_KEY: 'demo:rotated' } },
  async ({ page, say, like }) => {
    try {
      const alert = page.getByRole('alert').filter({ hasText: say('sync_key_text') })
      await alert.waitFor({ timeout: 60_000 })
      await alert.getByRole('button', { name: say('hide') }).click()
      await alert.waitFor({ state: 'hidden' })
      const before = locked.feed.asked
      await page.getByRole('button', { name: say('sync_now') }).click()
      await until('it is tried once more', () => locked.feed.asked > before)
      await status(page, like('sync_failed_since')).waitFor()
      assert.ok(await alert.isHidden(), 'the same trouble is not told again')

      await page.getByRole('link', { name: say('sync_failed') }).click()
      await page.getByRole('button', { name: say('sync_connect_again') }).click()
      const dialog = page.getByRole('dialog', { name: say('connect_title') })
      await dialog.getByLabel(say('connect_url')).fill(locked.feed.url)
      await dialog.getByLabel(say('connect_key')).fill(key)
      await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      await status(page, like('sync_done')).waitFor({ timeout: 60_000 })
      await page.getByText(like('sync_idle_title')).waitFor()
    } finally {
      await locked.end()
    }
  },
)

scene(
  'a gap that can not be fetched says why beside it',
  { history: 'holed', env: {} },
  async ({ page, say, server }) => {
    await open({ page, server })
    const row = page
      .getByRole('listitem')
      .filter({ hasText: say('gap_not_yet') })
      .first()
    await row.getByRole('button').click()
    await row
      .getByRole('alert')
      .filter({ hasText: /API key/ })
      .waitFor()
    await row
      .getByRole('button')
      .filter({ hasText: say('try_again') })
      .waitFor()
  },
)
