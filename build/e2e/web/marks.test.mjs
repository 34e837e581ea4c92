// The agent's own marks: bookmarks, notes, labels and saved views, made and undone from the keyboard.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

import { held } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'

const rows = (page, say) => page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')

async function choose(page, say) {
  await rows(page, say).first().waitFor()
  await page.keyboard.press('ArrowDown')
  const row = page.getByRole('row', { selected: true })
  await row.waitFor()
  await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  return row
}

const figures = (text) => text.replace(/\D/g, '')

const noted = async (server, search) => (await held(server, 'requests', '--search', search)).requests

scene('a request is bookmarked and noted by keys, found by it, and all of it is undone', {}, async (stage) => {
  const { page, say, server } = stage
  const row = await choose(page, say)
  await page.keyboard.press('b')
  await row.getByTitle(say('bookmark_is')).waitFor()
  await page
    .getByRole('status')
    .filter({ hasText: say('bookmarked_one') })
    .waitFor()
  assert.equal((await noted(server, 'has:bookmark')).length, 1)
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: say('note_add') }).fill('She rings back on **Friday**\n- ask the printer')
  await page.keyboard.press('Control+Enter')
  const note = page.getByRole('region', { name: say('note') })
  await note.getByText('ask the printer').waitFor()
  assert.equal(await note.locator('b').innerText(), 'Friday')
  await row.getByTitle(say('note_is')).waitFor()
  const [kept] = await noted(server, 'has:note')
  assert.ok(kept.bookmarked && kept.hasNote, 'the command says otherwise')

  await page.keyboard.press('f')
  await page.keyboard.type('has:note')
  await until('it alone is listed', async () => (await rows(page, say).count()) === 1)
  await page.getByRole('button', { name: say('query_without', { part: 'has:note' }) }).press('Enter')
  await rows(page, say).nth(3).waitFor()
  await until('the focus is in the list', () =>
    page.evaluate(() => document.activeElement?.getAttribute('role') === 'row'),
  )

  await page.keyboard.press('Control+z')
  await until('the filter is back', async () => (await rows(page, say).count()) === 1)
  await page.keyboard.press('Control+z')
  await page
    .getByRole('status')
    .filter({ hasText: say('undone', { text: say('noted') }) })
    .waitFor()
  assert.equal((await noted(server, 'has:note')).length, 0)
  await page.keyboard.press('Control+z')
  await until('no bookmark is left', async () => (await noted(server, 'has:bookmark')).length === 0)
})

scene('what is marked stands among the bookmarks with its colour by name', { language: 'sv' }, async (stage) => {
  const { page, say } = stage
  await choose(page, say)
  await page.keyboard.press('b')
  await page.getByRole('button', { name: say('label_choose'), exact: true }).click()
  await page.getByRole('menuitem', { name: say('label_red') }).click()
  await page
    .getByRole('status')
    .filter({ hasText: say('labelled') })
    .waitFor()
  await page.getByRole('link', { name: say('nav_bookmarks') }).click()
  const one = page
    .getByRole('list', { name: say('nav_bookmarks') })
    .getByRole('button')
    .first()
  await one.getByText(say('label_red')).waitFor()
  await one.focus()
  await page.keyboard.press('Enter')
  await until('its request is listed alone', async () => (await rows(page, say).count()) === 1)
  await page.getByRole('link', { name: say('nav_bookmarks') }).click()
  await page
    .getByRole('list', { name: say('nav_bookmarks') })
    .getByRole('button')
    .nth(1)
    .click()
  await page.getByText(say('bookmarks_none'), { exact: true }).waitFor()
  await page.getByRole('button', { name: say('undo'), exact: true }).click()
  await page
    .getByRole('list', { name: say('nav_bookmarks') })
    .getByText(say('label_red'))
    .waitFor()
})

scene('a list is saved as a view that counts, comes back, goes to a file, and is undone', {}, async (stage) => {
  const { page, say, server } = stage
  await rows(page, say).first().waitFor()
  await page.getByRole('textbox', { name: say('search_label') }).fill('outcome:rejected')
  await page.getByRole('button', { name: say('view_save'), exact: true }).click()
  await page.getByRole('dialog').getByLabel(say('view_name')).fill('Refused')
  await page.keyboard.press('Enter')
  const view = page.getByRole('list', { name: say('palette_views') }).getByRole('button', { name: /^Refused/ })
  await view.waitFor()
  const listed = await held(server, 'view', 'run', 'Refused')
  assert.ok(listed.total > 0)
  await until('it counts what the command lists', async () => figures(await view.innerText()) === `${listed.total}`)
  const { views } = await held(server, 'view', 'list')
  assert.equal(views[0].link, 'ordertrail://requests?from=today-6&search=outcome%3Arejected')

  await page.getByRole('link', { name: say('nav_postbacks') }).click()
  await page.getByRole('grid', { name: say('postbacks_label') }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('refu')
  await page
    .locator('#palette-lines [role=option]')
    .filter({ hasText: /^\s*Refused/ })
    .click()
  await until('the view is shown', async () => {
    return (await page.getByRole('textbox', { name: say('search_label') }).inputValue()) === 'outcome:rejected'
  })

  await page.getByRole('button', { name: say('views_more') }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: say('views_export') }).click(),
  ])
  const file = JSON.parse(await readFile(await download.path(), 'utf8'))
  assert.equal(file.ordertrail, 'views/1')
  assert.equal(file.views[0].name, 'Refused')

  await view.hover()
  await page.getByRole('button', { name: say('view_remove', { name: 'Refused' }) }).click()
  await view.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: say('undo'), exact: true }).click()
  await view.waitFor()
})
