// Chips and the text of the search box are one query; each chip says how many it would leave.
import assert from 'node:assert/strict'

import { filled, held, prefer } from '../stage/program.mjs'
import { scene, source, until } from '../stage/scene.mjs'

const grid = (page, say) => page.getByRole('grid', { name: say('requests_label') })
const rows = (page, say) => grid(page, say).locator('[role=row][aria-label]')
const box = (page, say) => page.getByRole('textbox', { name: say('search_label') })
const item = (page, name) => page.getByRole('menuitemcheckbox', { name })

/** counted is the number that an option of an open chip ends with. */
async function counted(option) {
  const text = await until('it is counted', async () => {
    const words = await option.innerText()
    return /\d$/.test(words) && words
  })
  return Number(text.match(/[\d\s,.]+$/)[0].replace(/\D/g, ''))
}

const total = async (server, ...args) =>
  (await held(server, 'requests', '--from', '2026-11-12', '--tz', 'Europe/Stockholm', ...args)).total

scene(
  'a customer and an outcome are chosen by keyboard, counted as the command counts, and undone',
  {},
  async (stage) => {
    const { page, say, server } = stage
    await rows(page, say).first().waitFor()
    await page.getByRole('button', { name: say('filter_customer'), exact: true }).focus()
    await page.keyboard.press('Enter')
    const first = page.getByRole('menuitemcheckbox').first()
    const count = await counted(first)
    const name = (await first.innerText()).split('\n')[0]
    assert.equal(count, await total(server, '--customer', name))
    await page.keyboard.press('Enter')
    await until('the text says it', async () => (await box(page, say).inputValue()).includes('customer:'))
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: say('filter_outcome'), exact: true }).focus()
    await page.keyboard.press('Enter')
    const rejected = await counted(item(page, say('outcome_rejected')))
    assert.equal(rejected, await total(server, '--customer', name, '--outcome', 'rejected'))
    await item(page, say('outcome_rejected')).press('Enter')
    await item(page, say('outcome_template_failed')).press('Enter')
    await page.keyboard.press('Escape')
    await until('both are chosen', async () =>
      (await box(page, say).inputValue()).includes('outcome:rejected,template_failed'),
    )
    const both = await total(server, '--customer', name, '--outcome', 'rejected,template_failed')
    await until(
      'as many are listed',
      async () => (await rows(page, say).count()) === Math.min(both, await rows(page, say).count()),
    )

    await page.getByRole('button', { name: `${say('filter_clear')}: ${say('filter_outcome')}` }).press('Enter')
    await until('the outcomes are gone', async () => !(await box(page, say).inputValue()).includes('outcome:'))
    assert.ok(
      await page
        .getByRole('button', { name: say('filter_outcome'), exact: true })
        .evaluate((chip) => chip === document.activeElement),
      'the focus is lost',
    )
    await page.keyboard.press('Control+z')
    await until('they are back', async () =>
      (await box(page, say).inputValue()).includes('outcome:rejected,template_failed'),
    )
  },
)

scene(
  'what is typed is chosen in its chip, and a template and a connector narrow too',
  {},
  async ({ page, say, server }) => {
    await rows(page, say).first().waitFor()
    await box(page, say).fill('outcome:rejected')
    const chip = page.getByRole('button', { name: `${say('filter_outcome')}: ${say('outcome_rejected')}` })
    await chip.waitFor()
    for (const filter of ['filter_template', 'filter_connector']) {
      await page.getByRole('button', { name: say(filter), exact: true }).click()
      const first = page.getByRole('menuitemcheckbox').first()
      const count = await counted(first)
      await first.click()
      await page.keyboard.press('Escape')
      await until(
        'the chip is set',
        async () => (await page.getByRole('button', { name: say(filter), exact: true }).count()) === 0,
      )
      const typed = await box(page, say).inputValue()
      assert.equal(await total(server, '--search', typed), count)
    }
  },
)

scene('the narrow window offers the other chips in its menu', { width: 1024, height: 700 }, async ({ page, say }) => {
  await rows(page, say).first().waitFor()
  await page.getByRole('button', { name: say('query_add') }).click()
  await page.getByRole('menuitem', { name: say('filter_type') }).hover()
  await item(page, say('type_cancel')).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `${say('filter_type')}: ${say('type_cancel')}` }).waitFor()
  assert.equal(await box(page, say).inputValue(), 'type:cancel')
})

scene('the bars choose days, by mouse and by keyboard', {}, async ({ page, say, server }) => {
  const bars = page.getByRole('listbox', { name: say('requests_days') }).getByRole('option')
  const on = () => bars.evaluateAll((all) => all.flatMap((one, at) => (one.ariaSelected === 'true' ? [at] : [])))
  const days = async (...wanted) =>
    until(`days ${wanted} are chosen`, async () => (await on()).join() === wanted.join())
  /** listed waits until the list says that it has as many as the command counts. */
  const listed = async (from, to) => {
    const { total } = await held(server, 'requests', '--from', from, '--to', to, '--tz', 'Europe/Stockholm')
    await page
      .getByRole('status')
      .filter({ hasText: new RegExp(`^\\s*${total} `) })
      .waitFor()
  }
  await bars.nth(29).waitFor()
  const box = await bars.nth(25).boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 4)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 2.5, box.y + box.height - 4)
  await page.mouse.up()
  await days(25, 26, 27)
  await listed('2026-11-14', '2026-11-16')
  await bars.nth(27).focus()
  await page.keyboard.press('ArrowRight')
  await days(28)
  await listed('2026-11-17', '2026-11-17')
  await page.keyboard.press('Shift+ArrowLeft')
  await days(27, 28)
  await page.keyboard.press('Shift+ArrowLeft')
  await days(26, 27, 28)
  await listed('2026-11-15', '2026-11-17')
})

/** yesterday is a folder that has nothing of the last day, and fetches it when told to. */
async function yesterday() {
  const home = await filled((await source()).feed.url, [['--to', '2026-11-17']])
  await prefer(home, { syncPaused: true })
  return home
}

scene(
  'what comes while someone reads stands behind a number, and is there when asked for',
  { history: yesterday },
  async ({ page, say, like }) => {
    const rows = page.getByRole('grid').locator('[role=row][aria-label]')
    const first = await rows.first().getAttribute('aria-label')
    await page.keyboard.press('Control+r')
    const fresh = page.getByRole('button', { name: like('fresh') })
    await fresh.waitFor({ timeout: 60_000 })
    assert.equal(await rows.first().getAttribute('aria-label'), first, 'nothing moves under the hand')
    await page.getByText(say('sync_running'), { exact: true }).waitFor({ state: 'detached', timeout: 60_000 })
    await fresh.click()
    await until('the newest is first', async () => (await rows.first().getAttribute('aria-label')) !== first)
    await fresh.waitFor({ state: 'detached' })
  },
)
