import { sound } from '../stage/axe.mjs'
import { held, story } from '../stage/program.mjs'
import { scene } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const grid = (page, name) => page.getByRole('grid', { name }).locator('[role=row][aria-label]')

// Each theme in one of the languages: what keeps someone out lies in colours and structure, not in the words.
const themes = { en: ['light'], sv: ['dark'] }

for (const language of languages)
  for (const theme of themes[language]) {
    const look = { language, theme }

    scene(
      `the welcome keeps no one out (${language}, ${theme})`,
      { history: 'none', ...look },
      async ({ page, say }) => {
        await page.getByRole('heading', { name: say('welcome_title') }).waitFor()
        await sound(page, 'welcome')
        await page.getByRole('button', { name: say('connect'), exact: true }).click()
        await page.getByRole('dialog').waitFor()
        await sound(page, 'connect')
      },
    )

    scene(`the palette and the search keep no one out (${language}, ${theme})`, look, async ({ page, say }) => {
      await grid(page, say('requests_label')).first().waitFor()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('kund.example')
      await page.getByText(say('palette_contents'), { exact: true }).waitFor()
      await sound(page, 'palette')
      await page.locator('#palette-lines [role=option]').last().click()
      await page.getByRole('region', { name: say('search_found') }).waitFor()
      await sound(page, 'search')
      await page.getByRole('textbox', { name: say('search_label') }).fill('kind:parcels')
      await page.locator('.mirror .piece').waitFor()
      await sound(page, 'bad syntax')
    })

    scene(`the lists keep no one out (${language}, ${theme})`, look, async ({ page, say }) => {
      await grid(page, say('requests_label')).first().click()
      await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
      await sound(page, 'requests')
      await page.getByRole('button', { name: say('filter_outcome'), exact: true }).click()
      await page.getByRole('menu').waitFor()
      await sound(page, 'outcomes')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: new RegExp(`^${say('span_custom')}`) }).click()
      await page.getByRole('application').waitFor()
      await sound(page, 'calendar')
      await page.keyboard.press('Escape')
      await page.getByRole('textbox', { name: say('search_label') }).fill('no order is called that')
      await page.getByText(say('requests_none'), { exact: true }).waitFor()
      await sound(page, 'nothing found')
      await page.getByRole('button', { name: say('search_clear') }).click()
      await page.getByRole('link', { name: say('nav_postbacks') }).click()
      await grid(page, say('postbacks_label')).first().click()
      await page.getByRole('tablist', { name: say('text_tabs') }).waitFor()
      await sound(page, 'postbacks')
    })

    scene(`the inspector keeps no one out (${language}, ${theme})`, look, async ({ page, say, server }) => {
      const { requests } = await held(server, 'order', await story('TEMPLATE_FAILED', /no lookup row/))
      await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
      const stages = page.getByRole('tablist', { name: say('path_tabs') }).getByRole('tab')
      for (const n of [1, 2, 3, 4]) {
        await stages.nth(n - 1).click()
        await page.getByRole('tabpanel').first().waitFor()
        await sound(page, `stage ${n}`)
      }
    })

    scene(`the comparison keeps no one out (${language}, ${theme})`, look, async ({ page, say, server }) => {
      const { requests } = await held(server, 'order', await story('SPEC_MATCH'))
      await page.goto(new URL(`#/requests/${requests[0].id}/compare`, server.url).href)
      await page.getByRole('combobox', { name: say('compare_from_stage') }).waitFor()
      await sound(page, 'side by side')
    })

    scene(`the sources keep no one out (${language}, ${theme})`, look, async ({ page, say }) => {
      await page.getByRole('link', { name: say('nav_sources') }).click()
      await page.getByRole('form', { name: say('state_orders_v4') }).waitFor()
      await sound(page, 'sources')
    })

    scene(
      `the sync screen keeps no one out (${language}, ${theme})`,
      { history: 'holed', ...look },
      async ({ page, say }) => {
        await page.getByRole('link', { name: say('sync_paused') }).click()
        await page
          .getByRole('toolbar')
          .first()
          .getByRole('button', { name: say('gap_word') })
          .focus()
        await sound(page, 'gaps')
        await page.getByRole('link', { name: say('nav_requests') }).click()
        await page.getByText(say('sync_paused_title')).waitFor()
        await page.locator(`[role=grid][aria-label="${say('requests_label')}"]:not([aria-busy=true])`).waitFor()
        await sound(page, 'paused')
      },
    )

    scene(
      `a failed fetch keeps no one out (${language}, ${theme})`,
      { env: { ORDERTRAIL_API_KEY: 'demo:rotated' }, ...look },
      async ({ page, say }) => {
        await page
          .getByRole('alert')
          .filter({ hasText: say('sync_still_works') })
          .waitFor({ timeout: 60_000 })
        await grid(page, say('requests_label')).first().waitFor()
        await sound(page, 'token refused')
      },
    )
  }

scene('the narrow window keeps no one out', { width: 1024, height: 700 }, async ({ page, say }) => {
  await grid(page, say('requests_label')).first().click()
  await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  await sound(page, 'requests, narrow')
  await page.getByRole('link', { name: say('nav_postbacks') }).click()
  await grid(page, say('postbacks_label')).first().click()
  await page.getByRole('tablist', { name: say('text_tabs') }).waitFor()
  await sound(page, 'postbacks, narrow')
})

scene(
  'the narrow sync screen keeps no one out',
  { history: 'holed', width: 1024, height: 700 },
  async ({ page, say }) => {
    await page.getByRole('link', { name: say('sync_paused') }).click()
    await page.getByRole('heading', { name: say('held_title') }).waitFor()
    await sound(page, 'sync, narrow')
  },
)
