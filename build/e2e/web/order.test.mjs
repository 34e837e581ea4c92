import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'

import { sound } from '../stage/axe.mjs'
import { ask, folder, now, story } from '../stage/program.mjs'
import { scene, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const events = (page, say) => page.getByRole('list', { name: say('order_events') })
const pane = (page, say) => page.getByRole('complementary', { name: say('order_event') })
const current = (page, say) => events(page, say).locator('[aria-current=true]')
const rows = (page, say) =>
  events(page, say)
    .getByRole('button')
    .filter({ hasNotText: say('order_gap_missing') })

/** told goes to the story of an order, or of whatever finds it. */
async function told({ page, say, server }, text) {
  await page.goto(new URL(`#/order/${encodeURIComponent(text)}`, server.url).href)
  await events(page, say).waitFor()
}

/** asked narrows the requests to an order, and chooses the newest. */
async function asked({ page, say }, reference) {
  await page.getByRole('radio', { name: say('span_all_short'), exact: true }).press('Space')
  await until('all days are chosen', () => /days=all/.test(page.url()))
  await page.keyboard.press('f')
  await page
    .getByRole('textbox', { name: say('search_label') })
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.type(reference)
  const row = page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
  await until('only that order is listed', async () => {
    const names = await row.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    return names.length > 0 && names.every((name) => name.includes(reference))
  })
  await row.first().focus()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
}

for (const language of languages) {
  scene(`a list leads to an order's story, and back, by keys alone (${language})`, { language }, async (at) => {
    const { page, say } = at
    const reference = await story('SEND_FAILED', /500 each time/)
    await asked(at, reference)
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: reference, level: 1 }).waitFor()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await page.getByText(say('event_failed', { count: 3 }), { exact: true }).waitFor()
    const total = await rows(page, say).count()
    assert.ok(total >= 3, `${total} events are told`)

    await until('the focus is on the event that was looked at', async () =>
      current(page, say).evaluate((row) => row === document.activeElement),
    )
    await page.keyboard.press('End')
    await until('the last event is chosen', async () =>
      rows(page, say)
        .last()
        .evaluate((row) => row.getAttribute('aria-current') === 'true' && row === document.activeElement),
    )
    for (let n = 0; n < total && !(await current(page, say).innerText()).includes(say('kind_shipping')); n++)
      await page.keyboard.press('ArrowUp')
    await pane(page, say)
      .getByRole('heading', { name: say('kind_shipping') })
      .waitFor()
    const attempts = pane(page, say).getByRole('listitem').filter({ hasText: '500' })
    await until('its three attempts are told', async () => (await attempts.count()) === 3)

    await page.keyboard.press('Enter')
    await page.getByRole('grid', { name: say('postbacks_label') }).waitFor()
    await page.getByRole('row', { selected: true }).waitFor()
    await page.goBack()
    await events(page, say).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('grid', { name: say('requests_label') }).waitFor()
  })
}

scene("an order's page goes on in its list, is bookmarked, shared and answered by keys", {}, async (at) => {
  const { page, say } = at
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const row = page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
  await row.nth(2).click()
  await page.getByRole('button', { name: say('inspect'), exact: true }).waitFor()
  await page.keyboard.press('t')
  await events(page, say).waitFor()
  const heading = page.getByRole('heading', { level: 1 })
  const first = await heading.innerText()
  await page.keyboard.press('Shift+J')
  await until('the next order is shown', async () => (await heading.innerText()) !== first)
  await page.getByRole('button', { name: say('order_previous') }).click()
  await until('and the one before it', async () => (await heading.innerText()) === first)

  await events(page, say).waitFor()
  await page.keyboard.press('b')
  await page.getByRole('button', { name: `${say('bookmark_remove')} (B)`, pressed: true }).waitFor()
  await page.keyboard.press('b')
  await page.getByRole('button', { name: `${say('bookmark_add')} (B)`, pressed: false }).waitFor()
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+C')
  await page.getByText(say('reply_copied')).waitFor()
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), new RegExp(first))
})

scene('the axis shows the same as the list, and moves by arrows', {}, async (at) => {
  const { page, say } = at
  await told(at, await story('SEND_FAILED', /500 each time/))
  const axis = page.getByRole('toolbar', { name: say('order_axis') })
  const chosen = axis.getByRole('button', { pressed: true })
  await chosen.focus()
  const before = await current(page, say).innerText()
  await page.keyboard.press('ArrowLeft')
  await until('the event before is chosen in both', async () => (await current(page, say).innerText()) !== before)
  await until('and the focus stays on the axis', async () => chosen.evaluate((node) => node === document.activeElement))
  assert.match(await chosen.getAttribute('aria-label'), /2026/)
  await axis.getByText(say('axis_now'), { exact: true }).waitFor()
})

scene('a silence is named in the list and on the axis, with what is usual', {}, async (at) => {
  const { page, like, say } = at
  await told(at, await story('STALLED', /nothing since/))
  await events(page, say).getByText(like('gap')).waitFor()
  await events(page, say)
    .getByText(new RegExp(`${like('gap_usual').source}|${like('gap_too_few').source}`))
    .waitFor()
})

scene('a time that is not synced is not called silent', { history: 'holed' }, async (at) => {
  const { page, like, say } = at
  await told(at, await story('STALLED', /nothing since/))
  await events(page, say).getByText(like('gap_unheld')).first().waitFor()
  await events(page, say)
    .getByRole('button', { name: say('order_gap_missing') })
    .first()
    .click()
  await page.getByRole('heading', { name: say('held_title') }).waitFor()
})

scene('a postback and a request lead to the story', {}, async (at) => {
  const { page, say } = at
  const reference = await story('COMPLETE')
  await told(at, reference)
  await rows(page, say).first().press('Enter')
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('t')
  await events(page, say).waitFor()
  await rows(page, say).last().dblclick()
  await page.getByRole('row', { selected: true }).waitFor()
  await page.getByRole('button', { name: say('timeline'), exact: true }).click()
  await page.getByRole('heading', { name: reference, level: 1 }).waitFor()
})

scene('a story leads to the guide that fits what is chosen', {}, async (at) => {
  const { page, say } = at
  const reference = await story('SEND_FAILED', /500 each time/)
  await told(at, reference)
  await page.getByRole('button', { name: say('troubleshoot_this'), exact: true }).waitFor()
  await page.keyboard.press('Control+t')
  await until('the guide is asked about this order', () => {
    const asked = new URLSearchParams(page.url().split('?')[1])
    return asked.get('guide') === 'shipping_notice' && asked.get('order') === reference
  })
})

scene('an order that is not held says so', {}, async ({ page, say, server }) => {
  await page.goto(new URL('#/order/NOTHING-1', server.url).href)
  await page.getByText(say('order_failed')).waitFor()
  await page
    .getByText(/NOTHING-1/)
    .last()
    .waitFor()
})

// A reference of tests that two customers use, and an order that a Gelato id joins to another reference.
const home = await folder()
after(home.remove)
const request = (id, customer, reference, orderId) => ({
  id,
  receivedAt: '2026-11-17T08:00:00.000Z',
  updatedAt: '2026-11-17T08:00:01.000Z',
  type: 'submit',
  customer: { name: customer },
  orderReferenceId: reference,
  orderId,
  stages: {
    original: { body: '{}' },
    final: { body: '{}' },
    response: { status: 200, body: '{}' },
  },
})
const postback = (id, customer, reference, orderId) => ({
  id,
  occurredAt: '2026-11-17T09:00:00.000Z',
  updatedAt: '2026-11-17T09:00:01.000Z',
  direction: 'to_customer',
  event: 'order_received',
  status: 'received',
  customer: { name: customer },
  orderReferenceId: reference,
  orderId,
  payload: { n: id },
  delivery: {
    target: 'https://a.example',
    attempts: [{ n: 1, at: '2026-11-17T09:00:00.000Z', status: 200 }],
  },
})
const records = [
  request('t1', 'Acme', '123', 'g-1'),
  request('t2', 'Beta', '123', 'g-2'),
  request('j1', 'Acme', 'NL-1', 'g-3'),
  postback('j2', 'Acme', 'WEB-9', 'g-3'),
]
const file = join(home.path, 'records.ndjson')
await writeFile(file, records.map((one) => JSON.stringify(one)).join('\n'))
await ask(['import', file, '--data', join(home.path, 'data'), '--now', now], {
  home: home.path,
})

scene('a reference that two customers use is chosen from, never mixed', { history: home }, async (at) => {
  const { page, say, server } = at
  await page.goto(new URL('#/order/123', server.url).href)
  const fitting = page.getByRole('list', { name: say('candidates_label') })
  await fitting.getByRole('button').first().waitFor()
  assert.equal(await fitting.getByRole('button').count(), 2)
  await sound(page, 'candidates')
  await fitting.getByRole('button', { name: /Acme/ }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await events(page, say).waitFor()
  await page.getByText(/Beta/).waitFor()
  assert.equal(await rows(page, say).count(), 1)
})

scene('what joins records is told, and can be cut and joined again', { history: home }, async (at) => {
  const { page, say } = at
  await told(at, 'NL-1')
  const joins = page.getByRole('region', { name: say('joins_title') })
  await joins.getByText(say('join_response_and_news')).waitFor()
  assert.equal(await rows(page, say).count(), 2)
  await joins.getByRole('button', { name: say('join_cut') }).press('Enter')
  await until('the postback is left out', async () => (await rows(page, say).count()) === 1)
  await page.reload()
  await joins.getByRole('button', { name: say('join_again') }).press('Enter')
  await until('it is back', async () => (await rows(page, say).count()) === 2)
})

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 1024],
])
  scene(`an order's story keeps no one out (${theme}, ${width})`, { theme, width, height: 700 }, async (at) => {
    for (const verdict of ['SEND_FAILED', 'PARTIAL', 'TEMPLATE_FAILED']) {
      await told(at, await story(verdict))
      await pane(at.page, at.say).getByRole('heading').first().waitFor()
      await sound(at.page, verdict)
    }
  })
