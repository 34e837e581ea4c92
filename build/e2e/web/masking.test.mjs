import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

import { sound } from '../stage/axe.mjs'
import { held, story } from '../stage/program.mjs'
import { scene } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const rules = (name, more) => `ordertrail: masking/1\nname: ${name}\nallow:\n  - depot\nmask:\n  - ${more}\n`
const body = '{"depot":"Norra Kajen","sku":"A-77","lastName":"Lindqvist","apiKey":"hunter2-demo"}'

/** opened goes to the rules by key and pastes a body to try them with. */
async function opened({ page, say, server }) {
  await page.goto(new URL('#/sources', server.url).href)
  await page.getByRole('button', { name: say('masking_open') }).press('Enter')
  await page.getByLabel(say('masking_try')).fill(body)
  await page.getByRole('row', { name: /^lastName / }).waitFor()
}

for (const language of languages)
  scene(`what is pasted shows what leaves of it, and which rule says so (${language})`, { language }, async (stage) => {
    const { page, say } = stage
    await opened(stage)
    const row = (name) => page.getByRole('row', { name: new RegExp(`^${name} `) })
    await row('depot')
      .filter({ hasText: say('masking_unlisted') })
      .waitFor()
    await page.getByLabel(say('masking_rules')).fill(rules('Acme', 'sku'))
    await row('depot')
      .filter({
        hasText: `${say('masking_allow_rule')}, ${say('masking_line', { line: 4 })}`,
      })
      .waitFor()
    await row('sku')
      .filter({
        hasText: `${say('masking_mask_rule')}, ${say('masking_line', { line: 6 })}`,
      })
      .waitFor()
    await row('apiKey')
      .filter({ hasText: say('masking_secret') })
      .waitFor()
    await page.getByText(say('masking_counts', { goes: 1, masked: 3 })).waitFor()
    const shown = await page.getByRole('region', { name: say('masking_leaves') }).textContent()
    assert.ok(!/hunter2|Lindqvist|A-77/.test(shown), shown)

    // A rule that would let a secret go is refused, with its place.
    await page.getByLabel(say('masking_rules')).fill('ordertrail: masking/1\nname: Acme\nallow: [apiKey]')
    await page
      .getByRole('status')
      .filter({
        hasText: say('masking_problem', {
          line: 3,
          column: 9,
          name: 'apiKey',
        }),
      })
      .waitFor()
    assert.ok(await page.getByRole('button', { name: say('masking_save') }).isDisabled())
  })

scene('rules are saved and removed by keys, and hold for what is exported', {}, async (stage) => {
  const { page, say, like, server } = stage
  await opened(stage)
  await page.getByRole('button', { name: say('masking_new') }).press('Enter')
  await page
    .getByRole('row', {
      name: new RegExp(`^depot .*${say('masking_allow_rule')}`),
    })
    .waitFor()
  await page.getByLabel(say('masking_rules')).fill(rules('Acme', 'orderReferenceId'))
  await page.getByRole('button', { name: say('masking_save') }).press('Enter')
  await page.getByRole('button', { name: 'acme', pressed: true }).waitFor()

  const { requests } = await held(server, 'order', await story('COMPLETE'))
  await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(like('export_rules')).waitFor()
  await dialog.getByRole('radio', { name: new RegExp(say('export_json')) }).check()
  await dialog.getByRole('button', { name: say('export_save'), disabled: false }).waitFor()
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: say('export_save') }).press('Enter')
  const text = await readFile(await (await coming).path(), 'utf8')
  assert.ok(!text.includes(requests[0].orderReferenceId), 'the reference left, although a rule masks it')

  await dialog.getByRole('link', { name: say('export_rules_open') }).press('Enter')
  await page.getByRole('button', { name: 'acme' }).press('Enter')
  await page.getByRole('button', { name: say('masking_remove') }).press('Enter')
  await page.getByRole('button', { name: 'acme' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'acme' }).waitFor()
})

for (const theme of ['light', 'dark'])
  scene(`the masking rules keep no one out (${theme})`, { theme }, async (stage) => {
    const { page, say } = stage
    await opened(stage)
    await page.getByRole('button', { name: say('masking_new') }).press('Enter')
    await page
      .getByRole('row', {
        name: new RegExp(`^depot .*${say('masking_allow_rule')}`),
      })
      .waitFor()
    await sound(page, 'masking rules')
    await page.getByLabel(say('masking_rules')).fill('ordertrail: masking/1\nnme: Acme')
    await page.getByRole('status').filter({ hasText: 'nme' }).waitFor()
    await sound(page, 'rules that can not be read')
  })
