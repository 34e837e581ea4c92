import assert from 'node:assert/strict'

import { held, story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const grid = (page, say) => page.getByRole('grid', { name: say('requests_label') })
const rows = (page, say) => grid(page, say).locator('[role=row][aria-label]')
const chosen = (page, say) => grid(page, say).getByRole('row', { selected: true })
const names = (page, say) => rows(page, say).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))

/** counted is the number of requests that the foot of the list names. */
async function counted(page, like) {
  const foot = page.getByRole('status').filter({ hasText: like('requests_count') })
  await foot.waitFor()
  return Number((await foot.innerText()).match(/[\d\s,.]+/)[0].replace(/\D/g, ''))
}

for (const language of languages) {
  scene(`days and outcomes narrow the list (${language})`, { language }, async ({ page, say, like }) => {
    const spans = page.getByRole('radiogroup', { name: say('span_label') })
    await spans.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
    await until('all 600 are counted', async () => (await counted(page, like)) === 600)
    await spans.getByRole('radio', { name: say('span_today'), exact: true }).click()
    const today = await until('today has fewer', async () => {
      const count = await counted(page, like)
      return count < 600 && count
    })
    const heading = grid(page, say).getByText(like('day_today'))
    await heading.waitFor()
    assert.equal(await grid(page, say).getByText(like('day_yesterday')).count(), 0, 'a row of yesterday is listed')
    await spans.getByRole('radio', { name: say('span_7d'), exact: true }).click()
    await until('a week has more than a day', async () => (await counted(page, like)) > today)

    await page.getByRole('button', { name: say('filter_outcome'), exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: say('outcome_rejected') }).click()
    await page.keyboard.press('Escape')
    await until('every row is rejected', async () => {
      const all = await names(page, say)
      return all.length > 0 && all.every((name) => name.startsWith(say('outcome_rejected')))
    })
    await page.getByRole('button', { name: say('filter_clear') }).click()
    await until('others are listed again', async () =>
      (await names(page, say)).some((name) => !name.startsWith(say('outcome_rejected'))),
    )
  })
}

scene('days chosen in the calendar are the days that are listed', {}, async ({ page, say, like, server }) => {
  await page.getByRole('button', { name: new RegExp(`^${say('span_custom')}`) }).click()
  const calendar = page.getByRole('application', { name: say('span_custom') })
  await calendar.getByRole('button', { name: /\b10 November/ }).click()
  await calendar.getByRole('button', { name: /\b11 November/ }).click()
  await calendar.waitFor({ state: 'hidden' })
  await grid(page, say)
    .getByText(/11 November/)
    .waitFor()
  assert.equal(
    await grid(page, say)
      .getByText(/\b12 November/)
      .count(),
    0,
  )
  const days = ['--from', '2026-11-10', '--to', '2026-11-11', '--tz', 'Europe/Stockholm', '--limit', '500']
  const { requests } = await held(server, 'requests', ...days)
  await until('as many are listed as the command finds', async () => (await counted(page, like)) === requests.length)
})

scene('the list is walked with the keyboard, into a request and back', {}, async ({ page, say }) => {
  await rows(page, say).first().click()
  const first = await chosen(page, say).getAttribute('aria-label')
  await page.keyboard.press('ArrowDown')
  await until('the next row is chosen', async () => (await chosen(page, say).getAttribute('aria-label')) !== first)
  await page.keyboard.press('k')
  await until('the first again', async () => (await chosen(page, say).getAttribute('aria-label')) === first)
  await page.keyboard.press('End')
  await until('a far row is chosen', async () => {
    const at = Number(
      await chosen(page, say)
        .getAttribute('aria-rowindex')
        .catch(() => 0),
    )
    return at > 60
  })
  const far = await chosen(page, say).getAttribute('aria-label')
  await until('the chosen row has the focus', () => chosen(page, say).evaluate((row) => row === document.activeElement))
  await page.keyboard.press('Enter')
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('Escape')
  await chosen(page, say).waitFor()
  assert.equal(await chosen(page, say).getAttribute('aria-label'), far, 'back at another row')
})

scene('a request is found by its reference, and shown beside the list', {}, async ({ page, say }) => {
  const reference = await story('VALIDATION_REJECTED', /422/)
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
  await page.keyboard.press('f')
  await page.keyboard.type(reference)
  await until('only that order is listed', async () => {
    const all = await names(page, say)
    return all.length > 0 && all.every((name) => name.includes(reference))
  })
  await page.keyboard.press('ArrowDown')
  await until('the arrow leads to what is found', () =>
    rows(page, say)
      .first()
      .evaluate((row) => row === document.activeElement),
  )
  await rows(page, say).first().click()
  await page.getByRole('heading', { name: reference }).waitFor()
  await page.getByText(say('why_rejected')).waitFor()
  await page.getByRole('region', { name: say('what_happened') }).waitFor()
  await page.getByRole('textbox', { name: say('search_label') }).fill('no order is called that')
  await page.getByText(say('requests_none'), { exact: true }).waitFor()
  await page
    .getByRole('button', { name: say('filters_clear') })
    .first()
    .click()
  await rows(page, say).first().waitFor()
})

scene('a reload keeps the days, the filter and the chosen row', {}, async ({ page, say }) => {
  await page.getByRole('radio', { name: say('span_30d'), exact: true }).click()
  await page.getByRole('button', { name: say('filter_outcome'), exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: say('outcome_template_failed') }).click()
  await page.keyboard.press('Escape')
  await until('every row failed in its template', async () => {
    const all = await names(page, say)
    return all.length > 1 && all.every((name) => name.startsWith(say('outcome_template_failed')))
  })
  await rows(page, say).nth(1).click()
  const name = await chosen(page, say).getAttribute('aria-label')
  await until('the address holds the row', () => page.url().includes('id='))
  const address = page.url()
  await page.reload()
  await chosen(page, say).waitFor()
  assert.equal(await chosen(page, say).getAttribute('aria-label'), name)
  assert.equal(page.url(), address)
  assert.ok(await page.getByRole('radio', { name: say('span_30d'), exact: true, checked: true }).isVisible())
  assert.ok((await names(page, say)).every((one) => one.startsWith(say('outcome_template_failed'))))
})

scene('the language and the theme that were chosen stay', {}, async ({ page, say }) => {
  await page.getByRole('button', { name: say('view_options') }).click()
  await page.getByRole('menuitemradio', { name: say('theme_dark') }).click()
  await page.getByRole('button', { name: say('view_options') }).click()
  await page.getByRole('menuitemradio', { name: 'Svenska' }).click()
  await page.getByRole('link', { name: 'Förfrågningar' }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: 'Förfrågningar' }).waitFor()
  const html = page.locator('html')
  assert.equal(await html.getAttribute('lang'), 'sv')
  assert.equal(await html.getAttribute('data-theme'), 'dark')
})
