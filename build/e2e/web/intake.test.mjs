import assert from 'node:assert/strict'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

import { ask, folder, held, key } from '../stage/program.mjs'
import { scene, source, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const sample = (name) => fileURLToPath(new URL(`../../../backend/source/testdata/${name}`, import.meta.url))

async function choose(page, say, name) {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: say('intake_choose') }).click()
  await (await chooser).setFiles(sample(name))
}

scene('the assistant turns a recorded session into a history', { history: 'none' }, async ({ page, say }) => {
  await page.getByRole('link', { name: say('nav_sources') }).click()
  await choose(page, say, 'hq-session.har')
  await page.getByRole('heading', { name: say('assistant_title') }).waitFor()
  await page.getByRole('row', { name: /^stages\.final\.body .*2\/2/ }).waitFor()

  const profile = page.getByRole('textbox', { name: say('assistant_label') })
  const made = await profile.inputValue()
  await profile.fill(made.replace('items:', 'itms:'))
  await page.getByRole('status').filter({ hasText: 'itms' }).waitFor()
  assert.equal(await page.getByRole('button', { name: say('assistant_apply') }).isDisabled(), true)
  await profile.fill(made.replace('customer.name: "$.customer.name"', 'customer.name: "$.customer.nme"'))
  await page
    .getByRole('row', {
      name: /^customer\.name .*0\/2/,
    })
    .waitFor()
  await profile.fill(made)
  await page
    .getByRole('row', {
      name: /^customer\.name .*2\/2 Nordlys/,
    })
    .waitFor()

  // The form writes into the text, and takes back what it wrote.
  const field = page.getByLabel(say('assistant_path_of', { field: 'customer.name' })).first()
  await field.fill('$.customer.id')
  await field.press('Tab')
  await page.getByRole('row', { name: /^customer\.name .*2\/2 86cf0b95/ }).waitFor()
  assert.equal(
    await profile.inputValue(),
    made.replace('customer.name: "$.customer.name"', 'customer.name: "$.customer.id"'),
  )
  await field.fill('$.customer.name')
  await field.press('Tab')
  await page.getByRole('row', { name: /^customer\.name .*2\/2 Nordlys/ }).waitFor()
  assert.equal(await profile.inputValue(), made)

  await page.getByRole('button', { name: say('assistant_apply') }).click()
  await page.getByRole('row', { name: /har 2 1 0 0/ }).waitFor()
  await page.getByRole('link', { name: say('nav_requests') }).click()
  await page.goto(page.url().replace(/#.*/, '#/requests/88cf3a61-96fd-58db-ac98-0abc2eed3dba'))
  await page.getByText('NL-10231').first().waitFor()

  await page.getByRole('link', { name: say('nav_sources') }).click()
  await choose(page, say, 'hq-session.har')
  await page.getByRole('row', { name: /har 0 0 3 0/ }).waitFor()
})

scene('what is pasted becomes a stage of the order that is named', { history: 'none' }, async ({ page, say }) => {
  await page.getByRole('link', { name: say('nav_sources') }).click()
  const text = page.getByLabel(say('intake_paste_label'))
  await text.fill(`curl https://intake.example/o -H 'X-API-KEY: demo-secret' -d '{"orderReferenceId":"NL-77"}'`)
  await page.getByText(say('intake_recognised', { format: 'curl' })).waitFor()
  assert.equal(await page.getByLabel(say('intake_reference')).inputValue(), 'NL-77')
  await page.getByLabel(say('intake_stage')).selectOption('final')
  await page.getByRole('button', { name: say('intake_keep') }).click()
  await page.getByText(say('intake_kept', { requests: 1, postbacks: 0, duplicates: 0 })).waitFor()
})

scene('files that are dropped on the window are imported', { history: 'none' }, async ({ page, say }) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    const hook = {
      id: 'e1',
      event: 'order_shipped',
      orderId: 'g',
      created: '2026-11-03T22:00:00Z',
    }
    transfer.items.add(new File([JSON.stringify(hook)], 'hooks.ndjson'))
    return transfer
  })
  await page.getByRole('heading', { name: say('welcome_title') }).waitFor()
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  await page.getByRole('row', { name: /hooks\.ndjson webhooks 0 1 0 0/ }).waitFor()
})

/** gelato answers as Orders v4 does for any order, and notes what it was asked. */
async function gelato(reference) {
  const asked = []
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`)
    answer.setHeader('Content-Type', 'application/json')
    answer.end(JSON.stringify({ orderReferenceId: reference, fulfillmentStatus: 'printed' }))
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return { asked, url: `http://127.0.0.1:${server.address().port}/v4/orders/{id}`, stop: () => server.close() }
}

scene(
  'Gelato is asked for the state of an order, which is shown apart from the history',
  {},
  async ({ page, say, server }) => {
    const { requests } = await held(server, 'requests', '--outcome', 'accepted', '--type', 'submit', '--limit', '1')
    const { id, orderId, orderReferenceId } = requests[0]
    const other = await gelato('SOMETHING-ELSE')
    try {
      await page.getByRole('link', { name: say('nav_sources') }).click()
      const form = page.getByRole('form', { name: say('state_orders_v4') })
      await form.getByLabel(say('intake_address')).fill('https://order.example/orders')
      await form.getByRole('button').click()
      await page
        .getByText(/with \{id\} where the order/)
        .first()
        .waitFor()
      await form.getByLabel(say('intake_address')).fill(other.url)
      await form.getByLabel(say('state_key')).fill('k:s')
      await form.getByRole('button').click()
      await form.getByRole('button').and(page.locator(':disabled')).waitFor()

      await page.goto(page.url().replace(/#.*/, `#/requests/${encodeURIComponent(id)}`))
      await page.getByRole('button', { name: say('state_ask', { source: say('state_orders_v4') }) }).click()
      const answer = page.getByRole('status').filter({ hasText: say('state_apart') })
      await answer.getByText('printed', { exact: true }).waitFor()
      await answer.getByText(say('state_other', { reference: 'SOMETHING-ELSE' })).waitFor()
      assert.deepEqual(other.asked, [`GET /v4/orders/${orderId} k:s`])
      const after = await held(server, 'order', orderReferenceId)
      assert.equal(JSON.stringify(after).includes('printed'), false)
    } finally {
      other.stop()
    }
  },
)

let kept

/** watching is a data folder that knows a watched folder, which is the inbox beside it. */
async function watching() {
  kept ??= await folder()
  const inbox = join(kept.path, 'inbox')
  await mkdir(inbox, { recursive: true })
  const add = ['source', 'add', 'inbox', '--url', `file://${inbox}`, '--data', join(kept.path, 'data')]
  await ask(add, { home: kept.path })
  return kept
}

after(() => kept?.remove())

scene(
  'a watched folder is read when something is put there, and says when it is gone',
  { history: watching },
  async ({ page, say, server }) => {
    const inbox = join(kept.path, 'inbox')
    await page.getByRole('link', { name: say('nav_sources') }).click()
    const row = page.getByRole('row', { name: /^inbox file:/ })
    await row.waitFor()
    const hook = {
      id: 'e1',
      event: 'order_shipped',
      orderId: 'g',
      created: '2026-11-03T22:00:00Z',
    }
    await writeFile(join(inbox, 'hooks.ndjson'), JSON.stringify(hook))
    await writeFile(join(inbox, 'notes.txt'), 'nothing of ours')
    await row.getByText(say('intake_folder_files', { files: 2 })).waitFor()
    await row.getByText(/^notes\.txt: /).waitFor()
    assert.equal((await held(server, 'postbacks', '--source', 'inbox')).total, 1)

    await rm(inbox, { recursive: true })
    await row.getByText(/is not there/).waitFor()
    await page.getByRole('button', { name: say('intake_watch') }).click()
    await page.getByText(/source add NAME --url file:/).waitFor()
  },
)

/** keptKeys reads the file of keys, and what rights others than its owner have to it. */
async function keptKeys({ home }) {
  const path = join(home, '.config', 'ordertrail', 'keys.json')
  return { file: JSON.parse(await readFile(path, 'utf8')), others: (await stat(path)).mode & 0o077 }
}

const rowsOf = (page, name) => page.getByRole('row', { name: new RegExp(`^${name} `) })

for (const language of languages)
  scene(
    `a source is added, read by another profile, paused, and removed with its history (${language})`,
    { history: 'none', language, env: {} },
    async ({ page, say, server }) => {
      const { feed } = await source()
      const requests = async () => (await held(server, 'requests', '--limit', '1')).total
      await page.goto(new URL('#/sources', server.url).href)
      await page.getByRole('button', { name: say('source_add') }).press('Enter')
      const form = page.getByRole('form', { name: say('source_add') })
      await form.getByLabel(say('intake_name')).fill('acme')
      await form.getByLabel(say('intake_address')).fill(feed.url)
      await form.getByLabel(say('state_key')).fill(key)
      await page.keyboard.press('Enter')
      const row = rowsOf(page, 'acme')
      await row.waitFor()
      const question = page.getByText(say('keys_unkept_text', { names: 'acme' }))
      await question.waitFor()
      await page.getByRole('button', { name: say('keys_in_file') }).press('Enter')
      await question.waitFor({ state: 'detached' })
      const { file, others } = await keptKeys(server)
      assert.deepEqual([file.acme, others], [key, 0], 'the key, and who else may read it')
      await until('all is read', async () => (await requests()) >= 600)

      await row.getByRole('button', { name: say('profile_edit') }).click()
      const text = page.getByRole('textbox', { name: say('assistant_label') })
      const profile = await text.inputValue()
      await text.fill(
        profile.replace('name: feed', 'name: own').replace('orderId: "$.orderId"', 'orderId: "$.nothing"'),
      )
      await page.getByRole('button', { name: say('profile_check') }).click()
      await page
        .getByRole('row', { name: /^orderId .* 0\/\d+/ })
        .first()
        .waitFor()
      await text.fill(profile.replace('name: feed', 'name: own'))
      await page.getByRole('button', { name: say('profile_keep') }).click()
      await row.getByText('own', { exact: true }).waitFor()

      await row.getByRole('button', { name: say('source_pause') }).click()
      await row.getByText(say('source_paused'), { exact: true }).waitFor()
      await row.getByRole('button', { name: say('source_resume') }).click()
      await row.getByText(say('source_paused'), { exact: true }).waitFor({ state: 'detached' })

      await row.getByRole('button', { name: say('intake_remove') }).press('Enter')
      const sure = page.getByRole('group', { name: say('source_remove', { name: 'acme' }) })
      await sure.getByRole('button', { name: say('source_remove_all') }).click()
      await row.waitFor({ state: 'detached' })
      assert.equal(await requests(), 0)
      await assert.rejects(keptKeys(server), { code: 'ENOENT' }, 'the key is kept still')
    },
  )
