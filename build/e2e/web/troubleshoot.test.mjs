import assert from 'node:assert/strict'
import { join } from 'node:path'

import { sound } from '../stage/axe.mjs'
import { held, story } from '../stage/program.mjs'
import { scene, source, until } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const region = (page, name) => page.getByRole('region', { name, exact: true })
const steps = (page, say) => page.getByRole('list', { name: say('guide_steps') }).getByRole('listitem')

/** check opens the guide by the keyboard alone: the question by arrows, the order typed. */
async function check({ page, say }, question, reference) {
  await page.keyboard.press('Control+4')
  const order = page.getByRole('textbox', { name: say('guide_order') })
  await order.waitFor()
  const focused = (name) => page.evaluate((text) => document.activeElement?.textContent?.includes(text), name)
  await until('the questions have the focus', async () => {
    await page.keyboard.press('Shift+Tab')
    return page.evaluate(() => document.activeElement?.getAttribute('role') === 'radio')
  })
  for (let n = 0; n < 4 && !(await focused(say(question))); n++) await page.keyboard.press('ArrowDown')
  await until('the order has the focus', async () => {
    await page.keyboard.press('Tab')
    return order.evaluate((field) => field === document.activeElement)
  })
  await page.keyboard.press('Control+a')
  await page.keyboard.type(reference)
  await page.keyboard.press('Enter')
  await steps(page, say).first().waitFor()
}

const guides = [
  { question: 'guide_disappeared', verdict: 'TEMPLATE_FAILED', says: /no lookup row/, leads: /\/(template|original)/ },
  { question: 'guide_shipping', verdict: 'SEND_FAILED', leads: /#\/postbacks\?.*id=/ },
  { question: 'guide_printer', verdict: 'PRINTER_REJECTED', leads: /\/(response|final)/ },
  { question: 'guide_product', verdict: 'CHANGED_BY_LOOKUP', leads: /\/(final|original|template)/ },
]

for (const language of languages)
  for (const { question, verdict, says, leads } of guides)
    scene(
      `a guide answers by keys alone, and leads to what it rests on: ${verdict} (${language})`,
      { language },
      async (at) => {
        const { page, say, server } = at
        const reference = await story(verdict, says)
        await check(at, question, reference)
        const scenario = new URL(page.url()).hash.match(/guide=(\w+)/)?.[1] ?? 'disappeared'
        const told = await held(server, 'diagnose', scenario, reference, '--lang', language, '--tz', 'Europe/Stockholm')
        assert.equal(told.verdict, verdict)
        assert.ok(await page.getByRole('heading', { name: told.conclusion, exact: true }).isVisible(), 'the conclusion')
        assert.ok(await page.getByText(told.next, { exact: true }).isVisible(), 'what to do next')
        assert.equal(await steps(page, say).count(), told.steps.length)
        const words = {
          ok: 'answer_ok',
          problem: 'answer_problem',
          unknown: 'answer_unknown',
          skipped: 'answer_skipped',
        }
        for (const [n, step] of told.steps.entries()) {
          const text = await steps(page, say).nth(n).innerText()
          for (const part of [step.asks, say(words[step.answer])]) assert.ok(text.includes(part), `${part} in ${text}`)
        }
        const problem = told.steps.findIndex((step) => step.answer === 'problem')
        const link = steps(page, say).nth(problem).getByRole('button').first()
        await link.focus()
        await page.keyboard.press('Enter')
        await until('the evidence is open', async () => leads.test(page.url()))
        await page.getByRole('tabpanel').first().waitFor()
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
        await page.goBack()
        await steps(page, say).first().waitFor()
      },
    )

for (const language of languages)
  scene(
    `the reply is written in three languages and lengths, edited and copied (${language})`,
    { language },
    async (at) => {
      const { page, say, server } = at
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      const reference = await story('SEND_FAILED')
      await check(at, 'guide_shipping', reference)
      const card = region(page, say('reply_title'))
      const text = card.getByRole('document', { name: say('reply_text') })
      await until('the reply is there', async () => (await text.innerText()).includes(reference))
      const opens = {
        EN: "Here's exactly what happened",
        SV: 'Här är exakt vad som hände',
        NB: 'Her er nøyaktig hva som skjedde',
      }
      for (const [name, words] of Object.entries(opens)) {
        await card.getByRole('radio', { name, exact: true }).click()
        await until(`${name} is written`, async () => (await text.innerText()).includes(words))
      }
      const size = async () => (await text.innerText()).length
      const mail = await size()
      await card.getByRole('radio', { name: say('reply_line'), exact: true }).click()
      await until('one line', async () => (await size()) < mail)
      await card.getByRole('radio', { name: say('reply_technical'), exact: true }).click()
      await until('everything', async () => (await size()) > mail)
      await card.getByRole('radio', { name: say('reply_mail'), exact: true }).click()
      await until('a mail again', async () => (await size()) === mail)
      await card.getByRole('button', { name: say('reply_edit') }).click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Hej <Maja>,\n\n')
      await card.getByText(say('reply_edited')).waitFor()
      await page.keyboard.press('Control+Shift+C')
      await card
        .getByRole('status')
        .filter({ hasText: say('copied') })
        .waitFor()
      const copied = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read()
        const read = async (type) => (await item.getType(type)).text()
        return { plain: await read('text/plain'), html: await read('text/html') }
      })
      assert.match(copied.plain, /^Hej <Maja>,\n\n/)
      assert.match(copied.plain, /\n- /)
      assert.match(copied.html, /<li>/)
      assert.match(copied.html, /Hej &lt;Maja&gt;,/)
      assert.doesNotMatch(copied.html, /<maja>/i)
      const { requests } = await held(server, 'order', reference)
      assert.ok(!copied.plain.includes(requests[0].id), 'no id in what a customer reads')
    },
  )

scene('an order that was checked is listed, and opens with its question', {}, async (at) => {
  const { page, say } = at
  const [first, second] = [await story('SEND_FAILED'), await story('CANCELLED')]
  await check(at, 'guide_shipping', first)
  await page.goto(new URL(`#/troubleshoot?guide=disappeared&order=${second}`, at.server.url).href)
  await page.getByRole('button', { name: second }).waitFor()
  await page.getByRole('button', { name: first }).click()
  await until('its question is asked again', async () => /guide=shipping_notice/.test(page.url()))
  await page.reload()
  await page.getByRole('button', { name: second }).waitFor()
})

scene('what was wanted and what arrived is asked of a wrong product, and counts', {}, async (at) => {
  const { page, say, server } = at
  const reference = await story('COMPLETE')
  const told = (...said) => held(server, 'diagnose', 'wrong_product', reference, '--tz', 'Europe/Stockholm', ...said)
  await check(at, 'guide_product', reference)
  await page.getByRole('heading', { name: (await told()).conclusion, exact: true }).waitFor()
  const form = page.getByRole('form', { name: say('guide_said') })
  await form.getByRole('combobox').focus()
  await form.getByRole('combobox').selectOption('quantity')
  await page.keyboard.press('Tab')
  await page.keyboard.type('987654')
  await page.keyboard.press('Enter')
  const otherwise = await told('--expect', 'quantity=987654')
  assert.notEqual(otherwise.conclusion, (await told()).conclusion)
  await page.getByRole('heading', { name: otherwise.conclusion, exact: true }).waitFor()
})

scene('the other orders that the same row hit are one click away', {}, async (at) => {
  const { page, say, server } = at
  const reference = await story('LOOKUP_DEFAULT')
  const { steps: told } = await held(server, 'diagnose', 'wrong_product', reference, '--lang', 'en')
  assert.match(told.at(-1).says, /^One other order /)
  await page.goto(new URL(`#/troubleshoot?guide=wrong_product&order=${reference}`, server.url).href)
  await page.getByRole('button', { name: say('guide_link_rows_name') }).click()
  await page.getByRole('button', { name: say('filter_row') }).waitFor()
  const listed = page.getByRole('grid', { name: say('requests_label') }).locator('[role=row][aria-label]')
  await until('both are listed', async () => (await listed.count()) === 2)
})

scene('an order of which something is not held is told once that is fetched', { history: 'holed' }, async (at) => {
  const { page, say, like } = at
  await check(at, 'guide_disappeared', await lost())
  await page
    .getByText(say('confidence_cannot_tell'))
    .or(page.getByText(say('confidence_likely')))
    .first()
    .waitFor()
  assert.ok(await page.getByText(say('answer_unknown'), { exact: true }).first().isVisible(), 'unknown is said')
  const fetches = page.getByRole('button', { name: like('guide_fetch') })
  await fetches.first().focus()
  const all = page.getByRole('button', { name: say('guide_fetch_all') })
  if (await all.count()) await all.focus()
  await page.keyboard.press('Enter')
  await page.getByText(say('confidence_certain')).waitFor({ timeout: 60_000 })
  assert.equal(await fetches.count(), 0, 'nothing is left to fetch')
})

/** lost is an order that failed on a day that the holed history lacks. */
async function lost() {
  const { home } = await source()
  const whole = { home: home.path, data: join(home.path, 'data') }
  const day = ['--from', '2026-11-09', '--to', '2026-11-10', '--outcome', 'template_failed', '--outcome', 'rejected']
  const { requests } = await held(whole, 'requests', ...day)
  return requests[0].orderReferenceId
}

for (const language of languages)
  for (const theme of ['light', 'dark'])
    scene(`the guides keep no one out (${language}, ${theme})`, { language, theme }, async (at) => {
      const { page, say } = at
      await page.keyboard.press('Control+4')
      await page.getByRole('textbox', { name: say('guide_order') }).waitFor()
      await sound(page, 'before an order is named')
      for (const [question, verdict] of [
        ['guide_shipping', 'SEND_FAILED'],
        ['guide_product', 'CHANGED_BY_LOOKUP'],
      ]) {
        await check(at, question, await story(verdict))
        await region(page, say('reply_title')).waitFor()
        await sound(page, verdict)
      }
    })

scene('a guide opens from a request and from a postback, with the order filled in', {}, async (at) => {
  const { page, say, server } = at
  const reference = await story('SEND_FAILED')
  const { requests, postbacks } = await held(server, 'order', reference)
  const filled = async (guide) => {
    await steps(page, say).first().waitFor()
    assert.match(page.url(), new RegExp(`guide=${guide}`))
    assert.equal(await page.getByRole('textbox', { name: say('guide_order') }).inputValue(), reference)
  }
  await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
  await page.getByRole('tablist', { name: say('path_tabs') }).waitFor()
  await page.keyboard.press('Control+t')
  await filled('disappeared')
  const parcel = postbacks.find((one) => one.kind === 'shipping' && one.direction === 'to_customer')
  await page.goto(new URL(`#/postbacks?days=all&q=${reference}&id=${parcel.id}`, server.url).href)
  await page.getByRole('button', { name: say('troubleshoot_this') }).click()
  await filled('shipping_notice')
})
