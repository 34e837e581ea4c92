// Takes a picture of every screen: node shots.mjs FOLDER [NAME...]
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { leave, visit } from '../stage/browser.mjs'
import { feed, fill, filled, held, key, prefer, serve, story } from '../stage/program.mjs'
import { languages, wordsOf } from '../stage/words.mjs'

const [into = 'shots-out', ...only] = process.argv.slice(2)
const many = 4000
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const themes = ['light', 'dark']

const row = (page, label) => page.getByRole('grid', { name: label }).locator('[role=row][aria-label]')

/** inspect opens the request of an order on a stage. */
const inspect =
  (verdict, says, stage) =>
  async ({ page, say, server }) => {
    const { requests } = await held(server, 'order', await story(verdict, says, many))
    await page.goto(new URL(`#/requests/${requests[0].id}${stage ? `/${stage}` : ''}`, server.url).href)
    await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  }

/** guide asks a guide about the order of a story. */
const guide =
  (scenario, verdict, says) =>
  async ({ page, say, server }) => {
    const order = encodeURIComponent(await story(verdict, says, many))
    await page.goto(new URL(`#/troubleshoot?guide=${scenario}&order=${order}`, server.url).href)
    await page
      .getByRole('document', { name: say('reply_text') })
      .getByRole('listitem')
      .first()
      .waitFor()
  }

/** tell opens the story of an order. */
const tell =
  (verdict, says) =>
  async ({ page, say, server }) => {
    const order = encodeURIComponent(await story(verdict, says, many))
    await page.goto(new URL(`#/order/${order}`, server.url).href)
    await page.getByRole('list', { name: say('order_events') }).waitFor()
    const chosen = page.getByRole('complementary', { name: say('order_event') })
    await chosen.getByRole('heading').first().waitFor()
  }

async function connect({ page, say }, url) {
  await page.getByRole('button', { name: say('connect'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('connect_url')).fill(url)
  await dialog.getByLabel(say('connect_key')).fill(key)
  await dialog.getByRole('button', { name: say('connect'), exact: true }).click()
}

/** open goes to the screen of the sync. */
const open =
  (then = async () => undefined) =>
  async ({ page, say, server }) => {
    await page.goto(new URL('#/sync', server.url).href)
    await page.getByRole('heading', { name: say('held_title') }).waitFor()
    await then({ page, say, server })
  }

// Each is how the screen is reached; fresh starts without a history.
const screens = {
  '01-requests': async ({ page, say, server }) => {
    const { requests } = await held(server, 'requests', '--limit', '100')
    const failed = ['template_failed', 'rejected'].map((outcome) => requests.find((one) => one.outcome === outcome))
    await page.goto(new URL(`#/requests?id=${failed.find(Boolean).id}`, server.url).href)
    await page.getByRole('row', { selected: true }).waitFor()
    await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  },
  '01-requests-outcomes': async ({ page, say }) => {
    await page.getByRole('button', { name: say('filter_outcome'), exact: true }).click()
    await page.getByRole('menu').waitFor()
  },
  '01-requests-nothing': async ({ page, say }) => {
    await page.getByRole('textbox', { name: say('search_label') }).fill('no order is called that')
    await page.getByText(say('requests_none'), { exact: true }).waitFor()
  },
  '02-inspector': inspect('TEMPLATE_FAILED', /no lookup row/),
  '02-inspector-original': inspect('COMPLETE', /./, 'original'),
  '02-inspector-response': inspect('VALIDATION_REJECTED', /422/, 'response'),
  '02-compare': async (at) => {
    await inspect('CHANGED_BY_LOOKUP', /./)(at)
    await at.page.keyboard.press('c')
    await at.page.getByRole('combobox', { name: at.say('compare_from_stage') }).waitFor()
    await at.page.keyboard.press('F7')
    await at.page.keyboard.press('l')
    await at.page.getByRole('region', { name: at.say('compare_lineage'), exact: true }).waitFor()
  },
  '03-timeline': tell('SEND_FAILED', /500 each time/),
  '03-timeline-parcels': tell('PARTIAL', /./),
  '03-timeline-silent': tell('STALLED', /nothing since/),
  '04-postbacks': async ({ page, say, server }) => {
    const { postbacks } = await held(server, 'postbacks', '--limit', '100')
    const failed = postbacks.find((one) => one.result === 'failed' || one.result === 'retrying')
    await page.goto(new URL(`#/postbacks?id=${failed.id}`, server.url).href)
    await page.getByRole('row', { selected: true }).waitFor()
    await page.getByRole('tablist', { name: say('text_tabs') }).waitFor()
  },
  '05-troubleshoot': guide('shipping_notice', 'SEND_FAILED', /500 each/),
  '05-troubleshoot-disappeared': guide('disappeared', 'FAILED_LATER'),
  '05-troubleshoot-printer': guide('printer_never_got', 'CONFIRMED_AFTER_TIMEOUT'),
  '05-troubleshoot-product': guide('wrong_product', 'CHANGED_BY_LOOKUP'),
  '05-troubleshoot-nothing': async ({ page, say, server }) => {
    await page.goto(new URL('#/troubleshoot', server.url).href)
    await page.getByText(say('guide_none'), { exact: true }).waitFor()
  },
  '06-overview': async ({ page, say, server }) => {
    await page.goto(new URL('#/overview', server.url).href)
    const silent = page.getByRole('region', { name: say('overview_silent'), exact: true })
    await silent.getByRole('listitem').first().waitFor({ timeout: 60_000 })
  },
  '07-export': async (stage) => {
    await inspect('TEMPLATE_FAILED', /no lookup row/)(stage)
    await stage.page.keyboard.press('Control+e')
    await stage.page.getByRole('dialog').getByText(stage.like('export_masked')).waitFor()
    await stage.page.getByRole('button', { name: stage.say('export_save'), disabled: false }).waitFor()
  },
  '07-export-unmasked': async (stage) => {
    await inspect('COMPLETE', /./, 'original')(stage)
    await stage.page.keyboard.press('Control+e')
    await stage.page.getByRole('switch').uncheck()
    await stage.page.getByRole('alert').waitFor()
    await stage.page.getByRole('button', { name: stage.say('export_save'), disabled: false }).waitFor()
  },
  '07-export-list': async ({ page, say }) => {
    await page.getByRole('button', { name: say('export_list') }).click()
    await page.getByRole('button', { name: say('export_save'), disabled: false }).waitFor({ timeout: 60_000 })
  },
  '07-masking': async ({ page, say, server }) => {
    await page.goto(new URL('#/masking', server.url).href)
    await page.getByRole('button', { name: say('masking_new') }).click()
    const body =
      '{"depot":"Norra Kajen","sku":"A-77","firstName":"Asa","lastName":"Lindqvist","apiKey":"demo-live-9f2c77"}'
    await page.getByLabel(say('masking_try')).fill(body)
    await page.getByRole('row', { name: /^lastName / }).waitFor()
  },
  '08-first-run': Object.assign(
    async ({ page, say }) => {
      await page.getByRole('heading', { name: say('welcome_title') }).waitFor()
    },
    { fresh: true },
  ),
  '08-first-run-connect': Object.assign(
    async ({ page, say }) => {
      await page.getByRole('button', { name: say('connect'), exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
    { fresh: true },
  ),
  '08-first-run-syncing': Object.assign(
    async ({ page, say, slow }) => {
      await connect({ page, say }, slow.url)
      await page.getByRole('group', { name: say('sync_progress_title') }).waitFor()
      await row(page, say('requests_label')).first().waitFor()
    },
    { fresh: true },
  ),
  '08-first-run-offline': Object.assign(
    async ({ page, say, like }) => {
      const from = await feed()
      await connect({ page, say }, from.url)
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page
        .getByRole('status')
        .filter({ hasText: like('sync_done') })
        .waitFor({ timeout: 60_000 })
      await from.stop()
      await page.getByRole('button', { name: say('sync_now') }).click()
      await page.getByText(say('sync_still_works')).waitFor({ timeout: 60_000 })
      await row(page, say('requests_label')).first().click()
    },
    { fresh: true },
  ),
  '09-bookmarks': async ({ page, say, server }) => {
    const { requests } = await held(server, 'requests', '--limit', '3')
    await held(server, 'bookmark', requests[0].id, '--label', 'red')
    await held(
      server,
      'note',
      requests[0].id,
      'She rings back on **Friday**:\n- ask the printer\n- send `FP-OAK` again',
    )
    await held(server, 'bookmark', requests[2].id)
    await held(server, 'view', 'save', 'Failed this week', '--outcome', 'rejected,template_failed', '--from', '7d')
    await held(server, 'view', 'save', 'Parcels', '--kind', 'shipping')
    await page.goto(new URL(`#/bookmarks`, server.url).href)
    await page.reload()
    await page
      .getByRole('list', { name: say('nav_bookmarks') })
      .getByRole('button')
      .first()
      .waitFor()
  },
  '09-note': async ({ page, say, server }) => {
    const { requests } = await held(server, 'requests', '--limit', '1')
    await held(server, 'bookmark', requests[0].id, '--label', 'red')
    await held(server, 'note', requests[0].id, 'She rings back on **Friday**:\n- ask the printer')
    await page.goto(new URL(`#/requests?id=${requests[0].id}`, server.url).href)
    await page
      .getByRole('region', { name: say('note') })
      .getByText('ask the printer')
      .scrollIntoViewIfNeeded()
  },
  '09-sources': async ({ page, say, server }) => {
    await page.goto(new URL('#/sources', server.url).href)
    await page.getByRole('button', { name: say('source_add') }).click()
    await page.getByRole('button', { name: say('profile_edit') }).click()
    await page.getByRole('button', { name: say('profile_check') }).click()
    await page.getByText('orderReferenceId', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: say('source_add') }).scrollIntoViewIfNeeded()
  },
  '09-shortcuts': async ({ page, say }) => {
    await row(page, say('requests_label')).first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: say('sheet_title') }).waitFor()
  },
  '09-palette': async ({ page, say }) => {
    const reference = await story('VALIDATION_REJECTED', /422/, many)
    await page.keyboard.press('Control+k')
    await page.keyboard.type(reference.slice(0, -2))
    await page.getByText(say('palette_orders'), { exact: true }).waitFor()
  },
  '09-search': async ({ page, say, server }) => {
    await page.goto(new URL('#/search?q=kund.example%20in:original', server.url).href)
    await page.getByRole('region', { name: say('search_found') }).waitFor()
  },
  '09-search-wrong': async ({ page, say }) => {
    await page.getByRole('textbox', { name: say('search_label') }).fill('anna kind:parcels')
    await page.locator('.mirror .piece').waitFor()
  },
  '10-sync': open(),
  '10-sync-gaps': Object.assign(
    open(async ({ page, say }) => {
      const parts = page
        .getByRole('toolbar')
        .first()
        .getByRole('button', { name: say('gap_word') })
      await parts.last().focus()
    }),
    { gaps: true },
  ),
  '10-sync-syncing': Object.assign(
    async ({ page, say, slow, server }) => {
      await connect({ page, say }, slow.url)
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await row(page, say('requests_label')).nth(5).waitFor()
      await page.goto(new URL('#/sync', server.url).href)
      await page.getByRole('progressbar').waitFor()
    },
    { fresh: true },
  ),
  '10-sync-token': Object.assign(
    open(async ({ page, say }) => {
      await page.getByRole('button', { name: say('sync_connect_again') }).waitFor({ timeout: 60_000 })
    }),
    { env: { ORDERTRAIL_API_KEY: 'demo:rotated' } },
  ),
  '08-first-run-token': Object.assign(
    async ({ page, say }) => {
      await page
        .getByRole('alert')
        .filter({ hasText: say('sync_still_works') })
        .waitFor({ timeout: 60_000 })
      await row(page, say('requests_label')).first().click()
    },
    { env: { ORDERTRAIL_API_KEY: 'demo:rotated' } },
  ),
}

/** shoot takes the pictures of a screen in one language: both sizes, both themes. */
async function shoot(name, language, { home, gaps, slow }) {
  const reach = screens[name]
  const server = await serve({
    from: reach.fresh ? undefined : reach.gaps ? gaps : home,
    language,
    env: reach.env ?? (reach.fresh ? {} : undefined),
  })
  const { page, close } = await visit(server.url, { language, ...sizes[0] })
  try {
    await reach({ page, server, slow, ...wordsOf(language) })
    for (const theme of themes)
      for (const size of sizes) {
        await page.emulateMedia({ colorScheme: theme })
        await page.setViewportSize(size)
        await page.waitForLoadState('networkidle', { timeout: 500 }).catch(() => undefined) // a stream stays open
        const file = `${name}_${size.width}_${theme}${language === 'en' ? '' : `_${language}`}.png`
        await page.screenshot({ path: join(into, file), animations: 'disabled' })
      }
  } catch (reason) {
    await page.screenshot({ path: join(into, `failed-${name}_${language}.png`) })
    throw new Error(`${name} ${language}: ${reason.message}`)
  } finally {
    await close()
    await server.close()
  }
}

/** holed is a history with gaps, kept as it is by a pause: days between what was asked for, and postbacks refused. */
async function holed() {
  const at = await feed({ requests: many })
  const days = (from, to) => ['--from', `2026-11-${from}`, '--to', `2026-11-${to}`]
  const home = await filled(at.url, [
    ['--from', '2026-10-20', '--to', '2026-11-06'],
    days('08', '11'),
    days('13', '16'),
  ])
  await at.stop()
  const refusing = await feed({ requests: many, faults: '403:postbacks', port: new URL(at.url).port })
  await fill(home, refusing.url, ['--from', '2026-11-17T12:00']).catch(() => undefined) // it refuses, as it is meant to
  await refusing.stop()
  await prefer(home, { syncPaused: true })
  return home
}

await mkdir(into, { recursive: true })
const from = await feed({ requests: many })
const slow = await feed({ requests: many, faults: 'slow:1500ms' })
const home = await filled(from.url)
const gaps = await holed()
try {
  for (const name of Object.keys(screens))
    for (const language of languages) {
      if (only.length > 0 && !only.includes(name)) continue
      await shoot(name, language, { home, gaps, slow })
      console.log(`${name} ${language}`)
    }
} finally {
  await leave()
  await Promise.all([from.stop(), slow.stop(), home.remove(), gaps.remove()])
}
