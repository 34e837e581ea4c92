import assert from 'node:assert/strict'

import { sound } from '../stage/axe.mjs'
import { held, story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const part = (page, name) => page.getByRole('region', { name, exact: true })

/** overview opens the screen by a key, and waits until all of it is there. */
async function overview({ page, say }) {
  await page.getByRole('grid').first().waitFor()
  await page.keyboard.press('Control+1')
  await part(page, say('overview_attention')).getByRole('listitem').first().waitFor({ timeout: 60_000 })
  await part(page, say('overview_silent')).getByRole('listitem').first().waitFor()
}

/** attention is what the command says needs somebody. */
const attention = async ({ server, language }) =>
  (await held(server, 'attention', '--lang', language, '--tz', 'Europe/Stockholm')).items

for (const language of languages) {
  scene(`what needs somebody is listed as the command has it, worst first (${language})`, { language }, async (at) => {
    const { page, say } = at
    await overview(at)
    const items = await attention({ ...at, language })
    const card = part(page, say('overview_attention'))
    const orders = items.reduce((sum, item) => sum + item.orders, 0)
    await card.getByRole('button', { name: say('overview_show_all', { n: items.length, orders }), exact: true }).click()
    const rows = card.getByRole('listitem')
    await until('all are shown', async () => (await rows.count()) === items.length)
    for (const [n, item] of items.entries())
      assert.ok(
        await rows
          .nth(n)
          .getByRole('button', {
            name: say('overview_open_name', {
              open: item.orders > 1 ? say('overview_open_n', { n: item.orders }) : say('overview_open'),
              what: item.title,
            }),
            exact: true,
          })
          .isVisible(),
        `${n}: ${item.title}`,
      )
  })

  scene(`every line leads to what is behind it (${language})`, { language }, async (at) => {
    const { page, say, server } = at
    await overview(at)
    const silent = part(page, say('overview_silent'))
    const stalled = await story('STALLED', /Confirmed more than a week ago/)
    await silent.getByRole('button').filter({ hasText: stalled }).focus()
    await page.keyboard.press('Enter')
    const told = await held(server, 'diagnose', 'disappeared', stalled, '--lang', language, '--tz', 'Europe/Stockholm')
    await page.getByRole('heading', { name: told.conclusion, exact: true }).waitFor()
    await page.keyboard.press('Control+1')
    const clusters = part(page, say('overview_clusters')).getByRole('button')
    const words = await clusters.first().innerText()
    const count = Number(words.split(say('overview_cluster_count'))[0].trim().split(/\s+/).at(-1))
    await clusters.first().focus()
    await page.keyboard.press('Enter')
    await until('as many are listed', async () => {
      const grid = page.getByRole('grid', { name: say('requests_label') })
      return (await grid.count()) === 1 && (await grid.locator('[role=row][aria-label]').count()) >= count
    })
    assert.match(page.url(), /like=/)
    await page.keyboard.press('Control+1')
    const days = page.getByRole('toolbar', { name: say('overview_volume_label') }).getByRole('button')
    assert.equal(await days.count(), 30)
    await days.last().focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await until('the day before is listed', async () => /from=2026-11-17&to=2026-11-17/.test(page.url()))
  })

  for (const theme of ['light', 'dark'])
    scene(`the overview keeps no one out (${language}, ${theme})`, { language, theme }, async (at) => {
      await overview(at)
      await sound(at.page, 'overview')
      await at.page.setViewportSize({ width: 1024, height: 700 })
      await sound(at.page, 'overview, narrow')
    })
}

scene('what is usual is said, or that too little is known', {}, async (at) => {
  const { page, say, like } = at
  await overview(at)
  await page
    .getByText(like('overview_usual'))
    .or(page.getByText(say('overview_usual_unknown'), { exact: true }))
    .first()
    .waitFor()
  const ways = ['_usual', '_usual_family', '_usual_all', '_unknown'].map((way) => like(`overview_silent${way}`).source)
  for (const row of await part(page, say('overview_silent')).getByRole('listitem').all())
    assert.match(await row.innerText(), new RegExp(ways.join('|')))
})
