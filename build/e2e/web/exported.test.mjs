// What was shared, opened where there is no Ordertrail and no network.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { sound } from '../stage/axe.mjs'
import { leave, visit } from '../stage/browser.mjs'
import { ask, folder } from '../stage/program.mjs'
import { until } from '../stage/until.mjs'

after(leave)

const attacks = [
  '<script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg/onload=window.hit=1>',
  '</pre></script><script>window.hit=1</script>',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<a href="javascript:window.hit=1">x</a>',
  '<form action=https://evil.example><button autofocus>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<base href=https://evil.example>',
  '"><body onload=window.hit=1>',
  '{{constructor.constructor("window.hit=1")()}}',
  '<style>@import url(https://evil.example)</style>',
  '<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>',
  '\u2028<!--><img src=x onerror=window.hit=1>-->',
]

/** shared exports a record that holds every attack in every place, and gives the file. */
async function shared(home, format, ...more) {
  const bad = attacks.join('\n')
  const line = attacks.join(' ')
  const message = {
    method: 'POST',
    url: `https://x.example/${encodeURI(line)}`,
    headers: [['X-Bad', line]],
    contentType: 'application/json',
  }
  const record = {
    id: 'r1',
    receivedAt: '2026-11-03T08:00:00.000Z',
    updatedAt: '2026-11-03T08:00:00.000Z',
    type: 'submit',
    customer: { name: line },
    orderReferenceId: 'NL-1 <img src=x onerror=window.hit=1>',
    stages: {
      original: {
        ...message,
        body: JSON.stringify({ sku: 'A-1', qty: 2, note: bad, ref: 'NL-1' }),
      },
      template: {
        name: line,
        format: 'json',
        source: bad,
        rendered: JSON.stringify({ product: 'A-1', note: bad }),
      },
      final: {
        ...message,
        body: JSON.stringify({
          product: 'A-1',
          quantity: 3,
          note: bad,
          ref: 'NL-1',
        }),
      },
      response: {
        status: 422,
        durationMs: 80,
        body: bad,
        error: { code: 'x', message: line },
      },
    },
  }
  const postback = {
    id: 'p1',
    occurredAt: '2026-11-05T09:00:00.000Z',
    updatedAt: '2026-11-05T09:00:00.000Z',
    direction: 'to_customer',
    event: 'order_shipped',
    orderReferenceId: record.orderReferenceId,
    payload: { bad },
    delivery: {
      target: 'https://shop.example',
      attempts: [
        {
          n: 1,
          at: '2026-11-05T09:00:00.000Z',
          status: 500,
          responseBody: bad,
        },
      ],
    },
  }
  const [from, to] = [join(home.path, 'in.json'), join(home.path, `out.${format}`)]
  await writeFile(
    from,
    JSON.stringify({
      data: [record, postback],
      next: null,
      asOf: record.receivedAt,
    }),
  )
  const data = ['--data', join(home.path, 'data'), '--quiet']
  await ask(['import', from, ...data], { home: home.path })
  await ask(['export', 'r1', '--format', format, '-o', to, '--verdict', 'disappeared', ...more, ...data], {
    home: home.path,
  })
  return to
}

for (const theme of ['light', 'dark'])
  for (const more of [[], ['--unmasked']])
    test(`a page works from disk, asks for nothing and runs nothing of its data (${theme} ${more})`, async () => {
      const home = await folder()
      const file = await shared(home, 'html', ...more)
      const { page, complaints, close } = await visit(pathToFileURL(file).href, { theme })
      try {
        await page.getByRole('heading', { name: 'Compare' }).waitFor()
        assert.equal(await page.evaluate('window.hit'), undefined)
        assert.equal(
          await page
            .locator('article img, article svg, article iframe, article form, article style, article script')
            .count(),
          0,
        )

        const closed = page.locator('details.part:not([open])')
        const before = await closed.count()
        assert.ok(before > 0, 'everything is open, so nothing can be opened')
        await closed.first().locator('summary').first().click()
        assert.equal(await closed.count(), before - 1)

        await page.keyboard.press('/')
        await page.keyboard.type('order_shipped')
        await page.getByText('1 / ', { exact: false }).waitFor()
        await until(
          'what has nothing of it is hidden',
          async () => (await page.locator('.hidden-by-search').count()) > 0,
        )
        await page.keyboard.press('Escape')
        await page.waitForFunction('document.querySelectorAll(".hidden-by-search").length === 0')

        const only = page.getByRole('checkbox').first()
        const rows = page.locator('.comparison').first().locator('tr.change-same')
        assert.ok(!(await rows.first().isVisible()))
        await only.uncheck()
        assert.ok(await rows.first().isVisible())

        const was = await page.evaluate('getComputedStyle(document.body).backgroundColor')
        await page.getByRole('button', { name: 'Light or dark' }).click()
        assert.notEqual(await page.evaluate('getComputedStyle(document.body).backgroundColor'), was)
        await sound(page, 'the page')

        await page.emulateMedia({ media: 'print' })
        const pdf = await page.pdf()
        assert.ok(pdf.length > 10_000, 'it prints nothing')
        assert.deepEqual(complaints, [])
      } finally {
        await close()
        await home.remove()
      }
    })

test('a recording is played back by a browser, to the byte', async () => {
  const home = await folder()
  const file = await shared(home, 'har', '--unmasked')
  const { page, close } = await visit('about:blank')
  try {
    await page.routeFromHAR(file, { url: '**/*' })
    const recorded = JSON.parse(await readFile(file, 'utf8'))
    const entry = recorded.log.entries.find((one) => one.response.status === 422)
    const answer = await page.evaluate(
      async ({ url, body }) => {
        const response = await fetch(url, {
          method: 'POST',
          body,
          mode: 'cors',
        }).catch((reason) => ({ failed: String(reason) }))
        return (
          response.failed ?? {
            status: response.status,
            text: await response.text(),
          }
        )
      },
      { url: entry.request.url, body: entry.request.postData.text },
    )
    assert.deepEqual(answer, {
      status: 422,
      text: entry.response.content.text,
    })
  } finally {
    await close()
    await home.remove()
  }
})
