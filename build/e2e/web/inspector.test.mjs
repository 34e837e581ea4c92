import assert from 'node:assert/strict'

import { held, story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const stageNames = ['stage_original', 'stage_template', 'stage_final', 'stage_response']

const stages = (page, say) => page.getByRole('tablist', { name: say('path_tabs') }).getByRole('tab')
const stage = (page, say, n) => stages(page, say).nth(n - 1)
const called = (page, n, words) => page.getByRole('tab', { name: new RegExp(`^\\w+ ${n}, .*${words}`) }).waitFor()
const tab = (page, say, name) =>
  page.getByRole('tablist', { name: say('view_tabs') }).getByRole('tab', { name: new RegExp(`^${say(name)}`) })
const chosen = (locator) => until('it is chosen', async () => (await locator.getAttribute('aria-selected')) === 'true')

/** inspected opens the first request of an order from the list, as a person does. */
async function inspected({ page, say }, reference) {
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).click()
  await page.getByRole('textbox', { name: say('search_label') }).fill(reference)
  const row = page
    .getByRole('grid', { name: say('requests_label') })
    .locator('[role=row][aria-label]')
    .filter({ hasText: reference })
  await row.last().click()
  await page.getByRole('button', { name: say('inspect'), exact: true }).click()
  await page.getByRole('heading', { name: reference, level: 1 }).waitFor()
}

/** reads waits until the open view shows a text that is as wanted; line numbers alone are none. */
async function reads({ page, say }, name, wanted = /[^\d\s]/) {
  const text = page.getByRole('tabpanel').getByRole('region', { name: say(name), exact: true })
  await until(`${name} shows ${wanted}`, async () => (await text.isVisible()) && wanted.test(await text.innerText()))
}

for (const language of languages) {
  scene(`every stage of a request that went well can be read (${language})`, { language }, async (at) => {
    const { page, say } = at
    const reference = await story('COMPLETE')
    await inspected(at, reference)
    await chosen(stage(page, say, 1))
    for (const [index, name] of stageNames.entries()) {
      await page.keyboard.press(String(index + 1))
      await chosen(stage(page, say, index + 1))
      await called(page, index + 1, `${say(name)}, ${say('state_passed')}`)
      if (name !== 'stage_template') {
        await tab(page, say, 'tab_headers').click()
        await page
          .getByRole('region', { name: say('tab_headers') })
          .getByRole('rowheader')
          .first()
          .waitFor()
      }
      const wanted = name === 'stage_original' ? new RegExp(reference) : undefined
      await tab(page, say, 'tab_raw').click()
      await reads(at, 'tab_raw', wanted)
      await tab(page, say, 'tab_pretty').click()
      await reads(at, 'tab_pretty', wanted)
    }
    await stage(page, say, 2).click()
    await tab(page, say, 'tab_source').click()
    await reads(at, 'tab_source', /\{[{%]/)
    await tab(page, say, 'tab_input').click()
    await reads(at, 'tab_input', new RegExp(reference))
  })

  scene(`a request opens on the stage that failed, and says why (${language})`, { language }, async (at) => {
    const { page, say, like } = at
    await inspected(at, await story('TEMPLATE_FAILED', /no lookup row/))
    await chosen(stage(page, say, 2))
    await called(page, 2, say('state_failed'))
    await called(page, 3, say('never_final'))
    await page.getByText(like('why_lookup')).first().waitFor()
    await page.getByText(say('lookup_missed')).first().waitFor()
    await page.getByRole('heading', { name: say('error_lines') }).waitFor()
    await page.getByRole('button', { name: say('show_template') }).click()
    await chosen(tab(page, say, 'tab_source'))
    await page.keyboard.press('4')
    await chosen(stage(page, say, 4))
    await page.keyboard.press('0')
    await chosen(stage(page, say, 2))
  })
}

scene('what the printer answered is shown where it refused', {}, async (at) => {
  const { page, say } = at
  await inspected(at, await story('VALIDATION_REJECTED', /400 from the printer/))
  await chosen(stage(page, say, 4))
  await page.getByText(say('why_rejected')).first().waitFor()
  await called(page, 4, '400')
})

scene('the next request of the list is one key away', {}, async ({ page, say, server }) => {
  await page
    .getByRole('grid', { name: say('requests_label') })
    .locator('[role=row][aria-label]')
    .first()
    .click()
  await page.keyboard.press('Enter')
  const title = page.getByRole('heading', { level: 1 })
  await title.waitFor()
  const { requests } = await held(server, 'requests', '--limit', '2')
  assert.equal(await title.innerText(), requests[0].orderReferenceId)
  await page.keyboard.press('j')
  await until('the next is shown', async () => page.url().includes(requests[1].id))
  await page.getByRole('button', { name: say('request_previous') }).click()
  await until('the one before is shown', async () => page.url().includes(requests[0].id))
  await page.goBack()
  await until('Alt+Left goes back', async () => page.url().includes(requests[1].id))
})

scene('no heading stands over the values of another request', {}, async ({ page, say, server }) => {
  const { requests } = await held(server, 'requests', '--limit', '2')
  await page
    .getByRole('grid', { name: say('requests_label') })
    .locator('[role=row][aria-label]')
    .first()
    .click()
  await page.keyboard.press('Enter')
  const title = page.getByRole('heading', { level: 1 })
  await title.getByText(requests[0].orderReferenceId).waitFor()
  const lines = page.locator('#stage-view')
  await until('it is shown', async () => (await lines.innerText()) !== '')
  const before = await lines.innerText()
  let letGo
  const waiting = new Promise((go) => (letGo = go))
  await page.route(/\/rpc\/Text$/, async (route) => {
    await waiting
    await route.continue()
  })
  await page.keyboard.press('j')
  await page.locator('.screen[aria-busy=true]').waitFor()
  assert.equal(await title.innerText(), requests[0].orderReferenceId)
  assert.equal(await lines.innerText(), before)
  letGo()
  await title.getByText(requests[1].orderReferenceId).waitFor()
  assert.notEqual(await lines.innerText(), before)
})

scene('an address of a request that is not held says so', {}, async ({ page, say, server }) => {
  await page.goto(new URL('#/requests/00000000-0000-4000-8000-000000000000', server.url).href)
  await page.getByText(say('request_failed')).waitFor()
  await page.getByRole('button', { name: say('try_again') }).waitFor()
})

scene('a body is text, whatever it holds', {}, async ({ page, server }) => {
  const { requests } = await held(server, 'requests', '--limit', '1')
  await page.route(/\/rpc\/Text$/, async (route) => {
    const answer = await (await route.fetch()).json()
    answer.result.lines[0].text = '<img src=x onerror="document.title=`taken`"><script>document.title=`taken`</script>'
    await route.fulfill({ json: answer })
  })
  await page.goto(new URL(`#/requests/${requests[0].id}/original`, server.url).href)
  await page.getByText('<img src=x onerror=').waitFor()
  assert.equal(await page.title(), 'Ordertrail')
  assert.equal(await page.getByRole('tabpanel').locator('img, script').count(), 0)
})

scene('those that failed for the same cause are counted, and open as a list', {}, async (at) => {
  const { page, say } = at
  await inspected(at, await story('TEMPLATE_FAILED', /no lookup row/))
  await page.getByRole('heading', { name: say('same_title') }).waitFor()
  await page.getByRole('button', { name: say('same_open') }).click()
  await page.getByRole('button', { name: say('filter_like') }).waitFor()
  await until('both are listed', async () => (await page.locator('[role=row][aria-label]').count()) === 2)
  await page.getByRole('button', { name: say('view_save'), exact: true }).click()
  await page.getByRole('dialog').getByLabel(say('view_name')).fill('Alike')
  await page.keyboard.press('Enter')
  await page
    .getByRole('list', { name: say('palette_views') })
    .getByRole('button', { name: /^Alike/ })
    .waitFor()
  assert.equal((await held(at.server, 'view', 'run', 'Alike')).requests.length, 2)
})

scene('a refusal leads to the line that was sent, and to what it was made of', {}, async ({ page, say, server }) => {
  const { requests } = await held(server, 'order', await story('VALIDATION_REJECTED', /422/))
  await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
  const blamed = page.getByRole('region', { name: say('blamed_title'), exact: true })
  await blamed.getByText('"productUid"').waitFor()
  await blamed.getByText(say('blamed_from')).waitFor()
  await blamed
    .getByRole('button', { name: say('evidence_open') })
    .first()
    .click()
  await page.getByText('items[0].productUid is required', { exact: true }).waitFor()
})
