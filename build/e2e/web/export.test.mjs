import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { sound } from '../stage/axe.mjs'
import { unpack } from '../stage/archive.mjs'
import { ask, held, story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const mail = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** opened goes to the request of an order and opens its export by key. */
async function opened({ page, say, like, server }, verdict, says) {
  const { requests } = await held(server, 'order', await story(verdict, says))
  await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(like('export_masked')).waitFor()
  return {
    id: requests[0].id,
    dialog,
    save: dialog.getByRole('button', { name: say('export_save') }),
  }
}

/** ready waits until what was chosen last is made. */
const ready = (dialog, say) => dialog.getByRole('button', { name: say('export_save'), disabled: false }).waitFor()

/** log is what is written down of exports. */
async function log(server) {
  const text = await readFile(join(server.data, 'exports.log'), 'utf8')
  return text.trim().split('\n').map(JSON.parse)
}

/** addresses are all that a request holds, unmasked. */
async function addresses(server, id) {
  const whole = await ask(['export', id, '--format', 'json', '--unmasked', '-o', '-', '--data', server.data], {
    home: server.home,
  })
  const all = new Set(whole.match(mail))
  assert.ok(all.size > 0, 'the request names no address, so this test would prove nothing')
  return all
}

for (const language of languages) {
  scene(`a request is shared by keys alone, without anybody's address (${language})`, { language }, async (stage) => {
    const { page, say, like, server } = stage
    const { id, dialog, save } = await opened(stage, 'COMPLETE')
    await ready(dialog, say)
    await save.focus()
    const coming = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    const download = await coming
    assert.match(download.suggestedFilename(), /^ordertrail-export-[\w-]+\.zip$/)
    await dialog
      .getByRole('status')
      .filter({ hasText: like('exported') })
      .waitFor()
    const bytes = await readFile(await download.path())
    const texts = unpack(bytes)
    for (const part of ['original', 'template.source', 'final', 'response'])
      assert.ok(
        [...texts.keys()].some((name) => name.includes(`/${part}.`)),
        `${part} is not among ${[...texts.keys()]}`,
      )
    const written = await log(server)
    assert.equal(written.at(-1).sha256, digest(bytes), 'the log tells of other bytes')
    assert.equal(written.at(-1).how, 'saved')
    const all = await addresses(server, id)
    for (const [name, text] of texts)
      for (const address of all) assert.ok(!text.includes(address), `${address} is in ${name}`)
    assert.ok(
      [...texts.values()].some((text) => text.includes('‹email:')),
      'there is no pseudonym',
    )
  })
}

scene('what was never there can not be chosen, and what is chosen is shown as it leaves', {}, async (stage) => {
  const { page, say, server } = stage
  const { dialog } = await opened(stage, 'TEMPLATE_FAILED', /no lookup row/)
  assert.ok(await dialog.getByRole('checkbox', { name: new RegExp(say('stage_final')) }).isDisabled())
  await dialog.getByText(say('state_not_reached')).first().waitFor()
  await dialog.getByRole('checkbox', { name: new RegExp(say('stage_template')) }).press('Space')
  await dialog.getByRole('radio', { name: new RegExp(say('export_zip')) }).press('ArrowDown')
  await ready(dialog, say)
  const shown = await dialog.getByRole('combobox').last().locator('option').allTextContents()
  assert.ok(
    shown.some((name) => name.startsWith('original')) && !shown.some((name) => name.startsWith('template')),
    `${shown}`,
  )
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: say('export_save') }).press('Enter')
  const file = await readFile(await (await coming).path(), 'utf8')
  assert.ok(file.includes("default-src 'none'"), 'the file is no page')
  assert.equal((await log(server)).at(-1).format, 'html')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

scene('a kind may stay readable, and only that', {}, async (stage) => {
  const { page, say } = stage
  const { dialog } = await opened(stage, 'COMPLETE')
  await ready(dialog, say)
  const code = dialog.getByRole('region')
  const names = dialog.getByRole('button', {
    name: new RegExp(`^${say('masked_company')}`),
  })
  assert.equal(await names.getAttribute('aria-pressed'), 'true')
  await dialog.getByRole('combobox').last().selectOption({ index: 0 })
  await names.press('Space')
  await dialog.locator('button[aria-pressed=false]').waitFor()
  await ready(dialog, say)
  assert.ok(
    await dialog.getByRole('button', { name: new RegExp(`^${say('masked_secret')}`) }).isDisabled(),
    'secrets could be let go',
  )
  assert.ok(!(await code.textContent()).includes('‹company:'))
  await page.keyboard.press('Escape')
})

scene('unmasked is warned of, and written down', {}, async (stage) => {
  const { page, say, server } = stage
  const { id, dialog } = await opened(stage, 'COMPLETE')
  await dialog.getByRole('switch').press('Space')
  await dialog
    .getByRole('alert')
    .filter({ hasText: say('export_unmasked_warning') })
    .waitFor()
  await dialog.getByRole('radio', { name: new RegExp(say('export_json')) }).check()
  await ready(dialog, say)
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: say('export_save') }).press('Enter')
  const text = await readFile(await (await coming).path(), 'utf8')
  for (const address of await addresses(server, id)) assert.ok(text.includes(address), `${address} is missing`)
  const last = (await log(server)).find((one) => one.how === 'saved')
  assert.equal(last.unmasked, true)
  assert.deepEqual(last.ids, [id])
  assert.ok(!JSON.stringify(last).includes('@'), 'the log holds contents')
})

for (const theme of ['light', 'dark'])
  scene(`the export keeps no one out (${theme})`, { theme }, async (stage) => {
    const { page, say } = stage
    const { dialog } = await opened(stage, 'COMPLETE')
    await ready(dialog, say)
    await sound(page, 'export')
    await dialog.getByRole('switch').press('Space')
    await dialog.getByRole('alert').waitFor()
    await ready(dialog, say)
    await dialog.getByText(say('export_log'), { exact: true }).click()
    await sound(page, 'export unmasked')
  })

scene('a whole list goes out by its filter, as rows or as records', {}, async (stage) => {
  const { page, say, server } = stage
  await page.goto(new URL('#/requests?days=all&outcome=rejected', server.url).href)
  await page.getByRole('button', { name: say('export_list') }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^CSV/, checked: true }).waitFor()
  await ready(dialog, say)
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: say('export_save') }).press('Enter')
  const rows = (await readFile(await (await coming).path(), 'utf8')).trim().split('\n')
  const { requests } = await held(server, 'requests', '--outcome', 'rejected', '--limit', '5000')
  assert.equal(rows.length - 1, requests.length)
  assert.ok(rows.slice(1).every((row) => row.includes('rejected')))
  await dialog.getByRole('radio', { name: new RegExp(`^${say('export_json')}`) }).check()
  await ready(dialog, say)
  await dialog.getByRole('combobox').last().waitFor()
  assert.equal((await log(server))[0].list, 'requests')
})

/** appears tells when a button is in a dialog, and presses it then if asked to: an export may be over before a walk looks. */
const appears = (dialog, name, press = false) =>
  dialog.evaluate(
    (node, { name, press }) =>
      new Promise((seen) => {
        const look = () => {
          const button = [...node.querySelectorAll('button')].find((one) => one.textContent.trim() === name)
          if (!button) return
          observer.disconnect()
          if (press) button.click()
          seen()
        }
        const observer = new MutationObserver(look)
        observer.observe(node, { childList: true, subtree: true })
        look()
      }),
    { name, press },
  )

scene('a long export is stopped, and nothing of it is left', {}, async ({ page, say, server }) => {
  await page.goto(new URL('#/requests?days=all', server.url).href)
  await page.getByRole('button', { name: say('export_list') }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^CSV/, checked: true }).waitFor()
  await ready(dialog, say)
  const stopped = appears(dialog, say('export_stop'), true)
  await dialog.getByRole('radio', { name: new RegExp(`^${say('export_zip')}`) }).check()
  await stopped
  await dialog
    .getByRole('status')
    .filter({ hasText: /^Stopped\. Nothing of the export is left behind\. / })
    .waitFor()
  assert.ok(
    await dialog.getByRole('button', { name: say('export_save') }).isDisabled(),
    'what was stopped can be saved',
  )
  assert.deepEqual(await readdir(join(server.data, 'waiting')).catch(() => []), [])
  await assert.rejects(log(server), 'an export that never left is in the log')
  const again = appears(dialog, say('export_stop'))
  await dialog.getByRole('button', { name: say('export_again') }).press('Enter')
  await again
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await until('what was under way is gone', async () => {
    const left = await readdir(join(server.data, 'waiting')).catch(() => [])
    return left.length === 0
  })
})
