import assert from 'node:assert/strict'
import { access, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { unpack } from '../stage/archive.mjs'
import { ask, folder } from '../stage/program.mjs'
import { until } from '../stage/until.mjs'
import { wordsOf } from '../stage/words.mjs'
import { gone, open, picture } from './window.mjs'

const { say } = wordsOf('en')
const limit = { timeout: 120_000 }

const text = (selector) => `document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`
const count = (selector) => `document.querySelectorAll(${JSON.stringify(selector)}).length`
const row = '[role=grid] [role=row][aria-label]'

/** windowed is a test over a window that is cleared away afterwards. */
function windowed(name, args, act) {
  test(name, limit, async () => {
    const window = await open(...args)
    try {
      await act(window)
    } catch (reason) {
      reason.message += `\n${window.said()}`
      throw reason
    } finally {
      await window.clear()
    }
  })
}

windowed(
  'the window shows the demo, opens a stage, saves a ZIP by the dialog, and leaves nothing behind',
  ['--demo'],
  async (window) => {
    const { look } = window
    await until('rows appear', async () => (await look(count(row))) > 10, 30_000)
    const { colours, spread } = await picture()
    assert.ok(colours > 100 && spread > 0.02, `a blank picture: ${colours} colours, spread ${spread}`)

    await look(`document.querySelector(${JSON.stringify(row)}).click()`)
    await until('a row is chosen', () => look(count(`${row}[aria-selected=true]`)))
    const first = await look(`document.querySelector('${row}[aria-selected=true]').getAttribute('aria-label')`)
    await look(`document.querySelector('${row}[aria-selected=true]').focus()`)
    await window.key('Down')
    await until(
      'the keyboard moves it',
      async () =>
        (await look(`document.querySelector('${row}[aria-selected=true]')?.getAttribute('aria-label') ?? ''`)) !==
        first,
    )
    await window.key('Return')
    await until('the stages are there', async () => (await look(count('[role=tab][id^=stage-]'))) === 4)
    await window.key('1')
    await until('the first stage is open', () => look(count('#stage-original[aria-selected=true]')))
    await until('its text is there', async () => /[^\d\s]/.test(await look(text('[role=tabpanel] [role=region]'))))

    const file = join(window.home, 'shared.zip')
    await window.act('press', say('export'))
    await until('the export is ready', () =>
      look(count('dialog[open] button:not([disabled]).primary, [role=dialog] button:not([disabled]).primary')),
    )
    await window.act('press', say('export_save'))
    await window.act('name', file)
    const archive = await until('the ZIP is saved', () => readFile(file).catch(() => null))
    const names = [...unpack(archive).keys()]
    assert.ok(
      names.some((name) => name.includes('/original.')),
      `no stage among ${names}`,
    )
    assert.deepEqual(window.errors, [], 'the page complained')

    const family = await window.family()
    assert.ok(family.length > 0, 'the web view has processes of its own')
    await window.act('close', window.pid)
    assert.deepEqual(await window.end(), { code: 0, signal: null })
    await gone(family)
  },
)

windowed('a first start welcomes, a second one comes forward instead, and SIGTERM ends it well', [], async (window) => {
  const { look } = window
  await until('the welcome', async () => (await look(text('h1'))) === say('welcome_title'), 30_000)
  const untouched = join(window.home, 'second')
  assert.ok(await window.second('--data', untouched), 'the second one stays')
  await assert.rejects(access(untouched), 'the second one opened a history')
  assert.equal(await look(text('h1')), say('welcome_title'), 'the first goes on')

  await look('(document.same = true)')
  await window.act(
    'drop',
    window.pid,
    fileURLToPath(new URL('../../../backend/source/testdata/webhooks.ndjson', import.meta.url)),
  )
  await until('a file that is dropped is read', async () => (await look(text('main'))).includes('webhooks.ndjson'))
  assert.ok(await look('document.same ?? false'), 'the file took the place of the page')
  const family = await window.family()
  process.kill(window.pid, 'SIGTERM')
  assert.deepEqual(await window.end(), { code: 0, signal: null })
  await gone(family)
})

const colleague = await folder()
after(colleague.remove)

/** bundled is a bundle of one request, made by another Ordertrail. */
async function bundled() {
  const home = colleague.path
  const [from, to] = [join(home, 'r.json'), join(home, 'från Åsa.ordertrail')]
  const at = '2026-11-01T10:00:00.000Z'
  await writeFile(from, JSON.stringify([{ id: 'r1', receivedAt: at, updatedAt: at, type: 'submit', stages: {} }]))
  const data = ['--data', join(home, 'data'), '--quiet']
  await ask(['import', from, ...data], { home })
  await ask(['export', 'r1', '--format', 'bundle', '-o', to, ...data], { home })
  return to
}
const bundle = await bundled()

windowed('a bundle opens by its path: at the start, and in the window that is open', [bundle], async (window) => {
  const { look } = window
  const rows = () =>
    look(`[...document.querySelectorAll('tr')].map((row) => row.innerText.replace(/\\s+/g, ' ').trim())`)
  const shown = (text) =>
    until(`a row of ${text}`, async () => (await rows()).some((one) => one.includes(text)), 30_000)
  await shown('bundle från Åsa')
  await shown('från Åsa.ordertrail bundle 1 0 0 0')
  const again = join(window.home, 'the same.ordertrail')
  await copyFile(bundle, again)
  assert.ok(await window.second(again), 'the second one stays')
  await shown('the same.ordertrail bundle 0 0 1 0')
  await window.act('press', say('bundle_requests'))
  await until('its request', async () => (await look(count(row))) === 1)
})
