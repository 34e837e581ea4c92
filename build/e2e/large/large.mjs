// Opens large bodies in the inspector and prints how long the first look takes, the longest task of the page and its
// memory: node large.mjs [MB...]. It takes minutes, so it is run by hand. Times of a busy machine say little: the time
// that the processor worked is beside them.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { browser, leave, visit } from '../stage/browser.mjs'
import { folder, serve } from '../stage/program.mjs'
import { until } from '../stage/until.mjs'
import { longest, memory, tasks } from './page.mjs'

const sizes = process.argv.slice(2).map(Number)
if (sizes.length === 0) sizes.push(1, 50, 200)

/** look opens one body in a page that is already there, and looks at its beginning, its middle and its end. */
async function look(page, mb) {
  const engine = await browser()
  const before = await memory(page)
  await engine.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  const first = await page.evaluate(
    ({ id, wanted }) =>
      new Promise((seen) => {
        const began = performance.now()
        location.hash = `#/requests/${id}/original?view=pretty`
        const step = () => {
          const text = document.querySelector('#stage-view')?.textContent ?? ''
          if (text.includes(wanted) || /Too large/.test(text))
            requestAnimationFrame(() => seen(performance.now() - began))
          else requestAnimationFrame(step)
        }
        step()
      }),
    { id: `large-${mb}`, wanted: `"L-${mb}"` },
  )
  const big = await page.getByText('Too large to show').count()
  const view = page.locator('#stage-view [role="region"]').first()
  if (!big) {
    await until('it is counted', async () => /[\d,]{3,} lines$/.test(await page.locator('.foot').innerText()), 120_000)
    for (const key of ['PageDown', 'PageDown', 'End', 'Home']) {
      await view.focus()
      await page.keyboard.press(key)
      await page.waitForTimeout(300)
    }
  }
  const list = tasks(await engine.stopTracing())
  return {
    body: `${mb} MB`,
    'first look, ms': Math.round(first),
    'longest task, ms': longest(list, 'clock'),
    'of it worked, ms': longest(list, 'worked'),
    'page memory, MB': `${before.toFixed(1)} → ${(await memory(page)).toFixed(1)}`,
    shown: big ? 'too large, can be saved' : 'yes',
  }
}

const home = await folder()
try {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const args = ['run', './build/e2e/large', join(home.path, 'data'), ...sizes.map(String)]
  await promisify(execFile)('go', args, { cwd: root })
  const server = await serve({ from: home })
  const { page, close } = await visit(server.url)
  await page.goto(new URL('#/requests', server.url).href)
  await page.getByRole('grid').first().waitFor()
  const rows = []
  for (const mb of sizes) {
    rows.push(
      await look(page, mb).catch(async (reason) => {
        await page.screenshot({ path: 'large.png' })
        throw reason
      }),
    )
  }
  console.table(rows)
  console.log('Goals: first look ≤ 200 ms (200 MB: 2 s), no task > 50 ms, memory flat.')
  await close()
  await server.close()
} finally {
  await leave()
  await home.remove()
}
