// What the screens show is there again after the program was closed; and how they show it is the person's choice.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { cp } from 'node:fs/promises'
import { test, after } from 'node:test'

import { sound } from '../stage/axe.mjs'
import { leave, visit } from '../stage/browser.mjs'
import { folder, held, key, now, start, story } from '../stage/program.mjs'
import { reachable } from '../stage/reach.mjs'
import { scene, source, until } from '../stage/scene.mjs'
import { wordsOf } from '../stage/words.mjs'

const rows = (page, say) => page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
const chosen = (page) => page.getByRole('row', { selected: true })
const box = (page, say) => page.getByRole('textbox', { name: say('search_label') })

after(leave)

test('after a restart the list, its filter and the chosen row are as they were', { timeout: 120_000 }, async () => {
  const { say } = wordsOf('en')
  const home = await folder()
  const data = join(home.path, 'data')
  await cp(join((await source()).home.path, 'data'), data, { recursive: true })
  const open = () =>
    start(['serve', '--data', data, '--now', now], { home: home.path, env: { ORDERTRAIL_API_KEY: key } })
  let server = await open()
  let seen = await visit(server.address)
  try {
    await rows(seen.page, say).first().waitFor()
    await box(seen.page, say).fill('type:submit')
    await seen.page.getByRole('radio', { name: say('span_30d'), exact: true }).click()
    await until('the filter is in the address', () =>
      ['days=30d', 'q=type'].every((one) => seen.page.url().includes(one)),
    )
    const kept = seen.page.waitForResponse(
      (answer) => answer.url().endsWith('/rpc/KeepPlace') && answer.request().postData().includes('id='),
    )
    await rows(seen.page, say).nth(2).click()
    const name = await chosen(seen.page).getAttribute('aria-label')
    await kept
    await seen.close()
    await server.stop()
    server = await open()
    seen = await visit(server.address)
    await chosen(seen.page).waitFor()
    assert.equal(await chosen(seen.page).getAttribute('aria-label'), name)
    assert.equal(await box(seen.page, say).inputValue(), 'type:submit')
    assert.ok(await seen.page.getByRole('radio', { name: say('span_30d'), exact: true, checked: true }).isVisible())
    assert.deepEqual(seen.complaints, [])
  } finally {
    await seen.close()
    await server.stop()
    await home.remove()
  }
})

scene('times are shown in a zone of choice, exact ones in UTC too, and stay so', {}, async ({ page, say, like }) => {
  const time = rows(page, say).first().locator('.num').first()
  const before = await time.innerText()
  await page.getByRole('button', { name: like('zone_shown') }).click()
  await page.getByRole('button', { name: 'UTC', exact: true }).click()
  await until('the clock is an hour behind', async () => {
    const shown = await time.innerText().catch(() => before)
    return shown !== before && Number(shown.slice(0, 2)) === (Number(before.slice(0, 2)) + 23) % 24
  })
  assert.match(await time.getAttribute('title'), /\(2026-11-18 \d\d:\d\d:\d\d\.\d{3} UTC\)/)
  await page.reload()
  await page.getByRole('button', { name: say('zone_shown', { zone: 'UTC' }) }).waitFor()
})

scene('an empty list names what is in the way, and leads to the nearest record', {}, async ({ page, say, like }) => {
  await rows(page, say).first().waitFor()
  await page.getByRole('radio', { name: say('span_today'), exact: true }).click()
  await box(page, say).fill('outcome:template_failed type:cancel')
  await box(page, say).fill('customer:nobody type:submit')
  const filters = page.getByRole('list', { name: say('filters_in_the_way') })
  await filters.getByRole('button', { name: say('query_without', { part: 'customer:nobody' }) }).click()
  await rows(page, say).first().waitFor()
  await page.goto(new URL('#/requests?from=2026-11-30&to=2026-12-01', page.url()).href)
  await page.getByRole('button', { name: like('nearest_before') }).press('Enter')
  await rows(page, say).first().waitFor()
})

scene('who wants no single keys has none, and Ctrl still works', {}, async ({ page, say }) => {
  await rows(page, say).first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: say('sheet_single') }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('f')
  await page.keyboard.press('?')
  assert.ok(await box(page, say).evaluate((field) => field !== document.activeElement), 'F went to the box')
  await page.keyboard.press('Control+k')
  await page.locator('#palette-lines').waitFor()
  assert.equal(await page.getByRole('dialog', { name: say('sheet_title') }).count(), 0, 'the sheet opened')
})

scene('a key of one’s own takes the place of another, and is kept', {}, async ({ page, say }) => {
  await rows(page, say).first().click()
  await page.keyboard.press('?')
  const change = (does, key) => page.getByRole('button', { name: say('keys_change', { does, key }) })
  await change(say('bookmark_add'), 'B').press('Enter')
  await page.keyboard.press('n')
  await page
    .getByRole('alert')
    .filter({ hasText: say('keys_taken', { key: 'N', does: say('note') }) })
    .waitFor()
  await change(say('bookmark_add'), 'B').press('Enter')
  await page.keyboard.press('y')
  await change(say('bookmark_add'), 'Y').waitFor()
  await change(say('palette_title'), 'Ctrl+K').press('Enter')
  await page.keyboard.press('Control+j')
  await change(say('palette_title'), 'Ctrl+J').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.reload()
  await rows(page, say).first().click()
  await page.keyboard.press('b')
  await page.keyboard.press('Control+k')
  await page.keyboard.press('y')
  await page
    .getByRole('status')
    .filter({ hasText: say('bookmarked_one') })
    .waitFor()
  await page.keyboard.press('Control+j')
  await page.locator('#palette-lines').waitFor()
})

/** everyScreen looks whether all can be reached on each screen. */
async function everyScreen({ page, say, server }, size) {
  const failed = await story('TEMPLATE_FAILED', /no lookup row/)
  const { requests } = await held(server, 'order', failed)
  const id = requests[0].id
  const screens = {
    overview: page
      .getByRole('region', { name: say('overview_silent'), exact: true })
      .getByRole('listitem')
      .first(),
    [`requests?days=30d&id=${id}`]: page.getByRole('button', { name: say('inspect'), exact: true }),
    [`requests/${id}`]: page.getByRole('tablist', { name: say('path_tabs') }),
    [`requests/${id}/compare`]: page.getByRole('combobox', { name: say('compare_from_stage') }),
    [`order/${failed}`]: page.getByRole('list', { name: say('order_events') }),
    [`troubleshoot?guide=disappeared&order=${failed}`]: page.getByRole('document', { name: say('reply_text') }),
    'search?q=kund.example': page.getByRole('region', { name: say('search_found') }),
    sync: page.getByRole('heading', { name: say('held_title') }),
    sources: page.getByRole('form', { name: say('state_orders_v4') }),
    masking: page.getByText(say('masking_rules')),
  }
  for (const [where, there] of Object.entries(screens)) {
    await page.goto(new URL(`#/${where}`, server.url).href)
    await there.waitFor()
    await reachable(page, `${where} at ${size}`)
  }
}

scene(
  'text is as large as one likes, with its rows, and all stays within reach',
  { width: 1024, height: 700 },
  async ({ page, say, server }) => {
    const tall = () =>
      rows(page, say)
        .first()
        .evaluate((row) => row.getBoundingClientRect().height)
    await rows(page, say).first().click()
    assert.equal(await tall(), 32)
    for (let n = 0; n < 6; n++) await page.keyboard.press('Control+Equal')
    await page
      .getByRole('status')
      .filter({ hasText: say('text_size', { percent: 200 }) })
      .waitFor()
    assert.equal(await tall(), 64)
    await page.keyboard.press('ArrowDown')
    await until('the keys still walk', () => rows(page, say).nth(1).and(chosen(page)).count())
    await everyScreen({ page, say, server }, '200 %')
    const shown = (size) => until(`it is ${size}`, () => page.locator(`html[style*="font-size: ${size}"]`).count())
    await page.reload()
    await shown('200%')
    await page.keyboard.press('Control+0')
    await page.keyboard.press('Control+Minus')
    await page.keyboard.press('Control+Minus')
    await shown('80%')
    await everyScreen({ page, say, server }, '80 %')
  },
)

scene('a second record stands beside, from screen to screen, until it is closed', {}, async ({ page, say }) => {
  const pane = page.getByRole('complementary', { name: say('beside_title') })
  const name = (at) => rows(page, say).nth(at).locator('.mono').first().innerText()
  await rows(page, say).first().click()
  const kept = await name(0)
  await page.keyboard.press('Space')
  await pane.getByRole('heading', { name: kept }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('heading', { name: await name(1) }).waitFor()
  await sound(page, 'second pane')
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await until('F6 leads to it', () => pane.evaluate((one) => one.contains(document.activeElement)))
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Enter')
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.reload()
  await pane.getByRole('heading', { name: kept }).waitFor()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Alt+ArrowLeft')
  await pane.waitFor({ state: 'detached' })
  await rows(page, say).nth(2).click({ button: 'right' })
  await page.getByRole('menuitem', { name: say('beside_open') }).click()
  await pane.getByRole('button', { name: say('beside_close') }).press('Escape')
  await pane.waitFor({ state: 'detached' })
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), 'the focus is lost')
})

scene(
  'Alt and arrows step through filters, and a list stands as far down as it was left',
  {},
  async ({ page, say }) => {
    const first = () =>
      rows(page, say).evaluateAll((all) => {
        const top = document.querySelector('[role=grid] .body').getBoundingClientRect().top
        return all.find((row) => row.getBoundingClientRect().top >= top - 1)?.getAttribute('aria-label')
      })
    await rows(page, say).first().click()
    await box(page, say).fill('type:submit')
    await until('it is in the address', () => page.url().includes('q=type'))
    await page.keyboard.press('Alt+ArrowLeft')
    await until('it is taken back', async () => (await box(page, say).inputValue()) === '')
    await page.keyboard.press('Alt+ArrowRight')
    await until('it is there again', async () => (await box(page, say).inputValue()) === 'type:submit')
    await rows(page, say).first().press('Enter')
    // A tab moves by arrows alone: with Alt they go back also from there.
    await page
      .getByRole('tablist', { name: say('path_tabs') })
      .getByRole('tab')
      .first()
      .press('Alt+ArrowLeft')
    await until('the list is there again', async () => (await box(page, say).inputValue()) === 'type:submit')
    const list = page.getByRole('grid').locator('.body')
    // While it is filled it begins at its top again, so that it is scrolled until it stays.
    await until('where it stands is in the address', async () => {
      await list.evaluate((one) => (one.scrollTop = 40 * 32))
      return page.url().includes('at=')
    })
    const was = await first()
    await page.reload()
    await until('it stands there again', async () => (await first()) === was)
  },
)

scene('high contrast keeps no one out', {}, async ({ page, say }) => {
  await rows(page, say).first().click()
  await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  await page.getByRole('button', { name: say('view_options') }).click()
  await page.getByRole('menuitemradio', { name: say('theme_contrast') }).click()
  await until('it is used', () => page.locator('html[data-theme=contrast]').count())
  await sound(page, 'requests')
  await page.getByRole('button', { name: say('filter_outcome'), exact: true }).click()
  await page.getByRole('menu').waitFor()
  await sound(page, 'outcomes')
  await page.keyboard.press('Escape')
  for (const where of ['nav_postbacks', 'nav_overview', 'nav_troubleshoot', 'nav_bookmarks', 'nav_sources']) {
    await page.getByRole('link', { name: say(where) }).click()
    await page
      .getByRole('link', { name: say(where) })
      .and(page.locator('[aria-current=page]'))
      .waitFor()
    await sound(page, where)
  }
})
