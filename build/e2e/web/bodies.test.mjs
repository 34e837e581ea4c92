import assert from 'node:assert/strict'
import { after } from 'node:test'

import { asRecords, bodies } from '../stage/bodies.mjs'
import { ask, folder, now } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'

const home = await folder()
after(home.remove)
await ask(['import', await asRecords(home.path), '--data', `${home.path}/data`, '--now', now], { home: home.path })

const pane = (page, say, tab = 'tab_pretty') => page.getByRole('region', { name: say(tab), exact: true })

/** opened shows the original request of a record in a view. */
async function opened({ page, say, server }, name, view = 'pretty') {
  await page.goto(new URL(`#/requests/body-${name}/original?view=${view}`, server.url).href)
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  return pane(page, say, `tab_${view}`)
}

const shows = (locator, wanted) => until(`it shows ${wanted}`, async () => wanted.test(await locator.innerText()))

scene('a body of any kind opens, and says what it is', { history: home }, async (at) => {
  for (const [name, { sees, says }] of Object.entries(bodies)) {
    const text = await opened(at, name)
    await shows(text, sees)
    await shows(at.page.locator('.foot'), says)
  }
})

scene('what can not be read is shown as it is, with the place', { history: home }, async (at) => {
  const text = await opened(at, 'broken')
  await at.page.getByText(at.like('text_stopped')).waitFor()
  await shows(text, /!\s*"b":}/)
  await shows(await opened(at, 'broken', 'raw'), /!\s*"b":}/)
  await opened(at, 'pdf')
  await at.page.getByText(at.say('pdf_broken')).waitFor()
  assert.equal(await at.page.getByRole('combobox', { name: at.say('filter_jsonpath') }).count(), 0)
  await shows(await opened(at, 'packedCut'), /orderRef/)
  await at.page.getByText(at.say('text_broken')).waitFor()
})

scene('a body that is not in the charset it claims says so', { history: home }, async (at) => {
  for (const name of ['claimed', 'falseMark']) {
    await shows(await opened(at, name), /Malmö/)
    await at.page.getByText(at.like('charset_false')).waitFor()
  }
  await shows(await opened(at, 'json'), /FP-ELM/)
  await at.page.getByText(at.like('charset_false')).waitFor({ state: 'detached' })
})

scene('characters that can not be seen are shown', { history: home }, async (at) => {
  const signs = at.page.locator('[data-code]')
  for (const view of ['pretty', 'raw', 'tree', 'table']) {
    const text = await opened(at, 'hidden', view)
    await shows(text, /FP/)
    assert.deepEqual(
      await signs.evaluateAll((all) => all.map((one) => one.dataset.code)),
      ['U+200B', 'U+202E', 'U+00A0'],
      view,
    )
    for (const sign of await signs.all()) {
      const { width, height } = await sign.boundingBox()
      assert.ok(width > 20 && height > 8, `${view}: ${width} by ${height}`)
    }
  }
  await shows(await opened(at, 'json'), /FP-ELM/)
  assert.equal(await signs.count(), 0, 'escaped ones are as they are written')
})

scene('a long body is folded, searched and filtered without a wait', { history: home }, async (at) => {
  const { page, say } = at
  const text = await opened(at, 'long')
  await shows(text, /FP-OAK/)
  await text.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('-')
  await page.getByText(at.like('text_folded')).waitFor()
  await page.keyboard.press('+')
  await page.getByText(at.like('text_folded')).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: say('find_label') }).fill('the end')
  await shows(text, /the end/)
  await page.getByText('1 of 1', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+g')
  await page.keyboard.type('$[12345].sku')
  await page.keyboard.press('Enter')
  await page
    .getByRole('region', { name: say('filter_results') })
    .getByText('[12345].sku')
    .waitFor()
  await shows(page.locator('.foot code'), /^\[12345\]\.sku$/).catch(() => undefined)
})

scene('an expression that makes a value shows it', { history: home }, async (at) => {
  const { page, say } = at
  await shows(await opened(at, 'xml'), /<i sku="B">/)
  await page.getByRole('combobox', { name: say('filter_xpath') }).fill('count(//i)')
  await page.keyboard.press('Enter')
  const found = page.getByRole('region', { name: say('filter_results') })
  await shows(found, new RegExp(`${say('filter_made')}\\s+2$`))
})

scene('a list of objects is a table, and a path can be copied', { history: home }, async (at) => {
  const { page, say } = at
  await shows(await opened(at, 'json', 'table'), /sku\s+qty\s+note[\s\S]*FP-ELM/)
  const text = await opened(at, 'json')
  await text.getByText('"FP-ELM"').click()
  await shows(page.locator('.foot code'), /^items\[1\]\.sku$/)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: say('copy_pointer') }).click()
  await until(
    'it is copied',
    async () => (await page.evaluate(() => navigator.clipboard.readText())) === '/items/1/sku',
  )
})

scene('what is wrapped in a value opens as its own text', { history: home }, async (at) => {
  const { page, say } = at
  const text = await opened(at, 'inside')
  await text.getByText('"order"').click()
  await page.getByRole('button', { name: say('text_enter') }).click()
  await shows(text, /"sku": "FP-ELM"/)
  await page.getByRole('button', { name: say('text_leave') }).click()
  await shows(text, /"order": "/)
})

scene('a line in the address is gone to', { history: home }, async (at) => {
  const { page, server } = at
  await page.goto(new URL('#/requests/body-long/original?view=pretty&line=200000', server.url).href)
  await shows(pane(page, at.say), /200000/)
})
