// The palette and the search: what is looked for is found from the keyboard, and what was not looked at is said.
import assert from 'node:assert/strict'

import { story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'

const box = (page, say) => page.getByRole('combobox', { name: say('palette_title') })
const lines = (page) => page.locator('#palette-lines [role=option]')
const first = (page) => lines(page).first()

scene('an order is found by a part of its number and opened, from the keyboard alone', {}, async ({ page, say }) => {
  const reference = await story('VALIDATION_REJECTED', /422/)
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('row', { selected: true }).waitFor()
  // In one go, as fast as fingers can: no letter is lost, and none means anything to the list behind.
  await page.evaluate(
    (text) => {
      const press = (key, ctrlKey) =>
        document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
        )
      press('k', true)
      for (const letter of text) press(letter, false)
    },
    reference.slice(0, 4),
  )
  await until('the palette has the focus', () => box(page, say).evaluate((one) => one === document.activeElement))
  assert.equal(await page.getByRole('menu').count(), 0)
  await page.keyboard.type(reference.slice(4, -1))
  assert.equal(await box(page, say).inputValue(), reference.slice(0, -1))
  await until('an order stands first', async () => (await first(page).innerText()).includes(reference.slice(0, -1)))
  await page.getByText(say('palette_orders'), { exact: true }).waitFor()
  assert.match(await box(page, say).getAttribute('aria-activedescendant'), /^line-0$/)
  await page.keyboard.press('ArrowDown')
  assert.equal(await box(page, say).getAttribute('aria-activedescendant'), 'line-1')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(reference)
  await page.keyboard.press('Enter') // at once: it waits for what is found of this text
  await page.getByRole('heading', { name: reference, level: 1 }).waitFor()
  const told = page.getByRole('list', { name: say('order_events') }).locator('[aria-current=true]')
  await until('the focus is in its story', () => told.evaluate((row) => row === document.activeElement))
  await box(page, say).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await until('it is remembered', async () => (await first(page).innerText()).includes(reference))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+ArrowLeft')
  await until('back where it began', async () => !page.url().includes(encodeURIComponent(reference)))
})

scene('a text in a body is found with its stage, and opened there', {}, async ({ page, say }) => {
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kund.example in:original')
  await page.getByText(say('palette_contents'), { exact: true }).waitFor()
  const line = lines(page)
    .filter({ hasText: say('stage_original') })
    .first()
  assert.match(await line.innerText(), /kund\.example/)
  await line.click()
  await page.getByRole('tab', { selected: true, name: new RegExp(say('stage_original')) }).waitFor()
})

scene('commands are found by their words', {}, async ({ page, say }) => {
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>dark')
  await until('one is left', async () => (await lines(page).count()) === 1)
  await page.keyboard.press('Enter')
  await until('it is dark', () => page.evaluate(() => document.documentElement.dataset.theme === 'dark'))
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>postb')
  await page.keyboard.press('Enter')
  await page.getByRole('grid', { name: say('postbacks_label') }).waitFor()
})

scene('the search screen shows all that is found, as chips and as text', {}, async ({ page, say }) => {
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kind:shipping result:delivered')
  await lines(page).filter({ hasText: 'kind:shipping result:delivered' }).click()
  const found = page.getByRole('region', { name: say('search_found') })
  await found.waitFor()
  await until('the search has ended', async () => (await found.getByRole('button').count()) > 5)
  assert.equal(
    await page.getByRole('textbox', { name: say('search_label') }).inputValue(),
    'kind:shipping result:delivered',
  )
  await page.getByRole('button', { name: say('query_without', { part: 'result:delivered' }) }).click()
  await until('the text has lost it too', async () => {
    return (await page.getByRole('textbox', { name: say('search_label') }).inputValue()) === 'kind:shipping'
  })
  await found.getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('grid', { name: say('postbacks_label') }).waitFor()
})

scene('bad syntax is marked at its place, and says what may stand there', {}, async ({ page, say }) => {
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('f')
  await page.keyboard.type('anna kind:parcels')
  const box = page.getByRole('textbox', { name: say('search_label') })
  await until('it is marked', async () => (await box.getAttribute('aria-invalid')) === 'true')
  assert.equal(await page.locator('.mirror .piece').innerText(), 'kind:parcels')
  await page
    .getByText(/received, production, shipping/)
    .first()
    .waitFor()
})

scene('what is nowhere is said to be nowhere, since everything was looked at', {}, async ({ page, say }) => {
  await page.getByRole('grid').waitFor()
  await page.evaluate(() => (location.hash = '#/search?q=nothing-has-this-text'))
  await page.getByText(say('search_none'), { exact: true }).waitFor()
  await page.getByText(say('looked_all', { count: '0' })).waitFor()
})

scene('keys show all keys, copy a link to what is shown, and go by days', {}, async ({ page, say }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: say('sheet_title') })
  await sheet.getByText(say('sheet_days')).waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('[')
  await until('the day before the seven is shown', async () => page.url().includes('from=2026-11-11&to=2026-11-11'))
  await page.keyboard.press(']')
  await until('the day after it is shown', async () => page.url().includes('from=2026-11-12&to=2026-11-12'))
  await page.keyboard.press('Control+Shift+K')
  const link = 'ordertrail://requests?from=2026-11-12&to=2026-11-12'
  await page.getByRole('status').filter({ hasText: link }).waitFor()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link)
})
