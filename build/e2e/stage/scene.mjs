// A test: one server over one folder, one page, and nothing the page may not do.
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { leave, visit } from './browser.mjs'
import { feed, filled, prefer, serve } from './program.mjs'
import { wordsOf } from './words.mjs'

const failures = fileURLToPath(new URL('../failures/', import.meta.url))

let prepared

/** source is the made-up feed of this file, and a folder that holds all of it. */
export function source() {
  prepared ??= (async () => {
    const from = await feed()
    return { feed: from, home: await filled(from.url) }
  })()
  return prepared
}

let broken

/** holed is a folder that lacks two days of the feed of this file, and stays so: it is paused. */
function holed() {
  broken ??= (async () => {
    const { feed } = await source()
    const home = await filled(feed.url, [
      ['--to', '2026-11-08'],
      ['--from', '2026-11-11'],
    ])
    await prefer(home, { syncPaused: true })
    return home
  })()
  return broken
}

const histories = { held: async () => (await source()).home, holed, none: async () => undefined }

/** folderOf is the folder that a setting names, is, or gives. */
async function folderOf(history) {
  const given = histories[history] ?? history
  return typeof given === 'function' ? given() : given
}

after(async () => {
  await leave()
  await (await broken)?.remove()
  if (!prepared) return
  const { feed, home } = await prepared
  await feed.stop()
  await home.remove()
})

/**
 * scene is a test over the screens. setting: history "held" (synced before), "holed" (with gaps, paused), "none" (first
 * start), a folder, or what gives one; the rest is for the page. excuse matches complaints that belong to the scene.
 */
export function scene(name, setting, act) {
  const { history = 'held', env, excuse, ...look } = setting
  test(name, { timeout: 120_000 }, async () => {
    const server = await serve({
      from: await folderOf(history),
      env,
      language: look.language,
    })
    let opened
    try {
      opened = await visit(server.url, look)
      await act({ ...opened, ...wordsOf(look.language ?? 'en'), server })
      const complaints = opened.complaints.filter((one) => !excuse?.test(one))
      assert.deepEqual(complaints, [], 'the page did what it may not')
    } catch (reason) {
      if (opened) await keep(name, opened.page, reason)
      throw reason
    } finally {
      await opened?.close()
      await server.close()
    }
  })
}

async function keep(name, page, reason) {
  const file = failures + name.replace(/[^\p{L}\d]+/gu, '-')
  try {
    await mkdir(failures, { recursive: true })
    await page.screenshot({ path: `${file}.png` })
    await writeFile(`${file}.txt`, `${page.url()}\n${reason.stack}\n${await page.locator('body').ariaSnapshot()}\n`)
  } catch {
    return // the page is gone: there is nothing to keep
  }
  reason.message += `\n(picture: ${file}.png)`
}

export { until } from './until.mjs'
