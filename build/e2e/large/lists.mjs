// Drives the lists over many requests and prints how long a person waits: node lists.mjs [REQUESTS] [MINUTES] [DATA]. It
// fills a history first (100 000 requests), or takes one that is there, as build/bench leaves it (DIR/large-1000000/ordertrail),
// and scrolls for a minute. It is run by hand; times of a busy machine say little.
import { browser, leave, visit } from '../stage/browser.mjs'
import { history } from './history.mjs'
import { longest, memory, tasks } from './page.mjs'

const [, , requests = 100_000, minutes = 1, data] = process.argv
const times = 40

const at = (sorted, share) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 10) / 10

/** told is a line of the table: the middle and the slow end of what was measured, beside what they may be. */
function told(what, measured, p50, p95) {
  const sorted = measured.toSorted((a, b) => a - b)
  return { what, p50: at(sorted, 0.5), 'may be': p50, p95: at(sorted, 0.95), 'may be ': p95 }
}

/** painted is how long after an act the page shows what a selector and a text ask for, in ms, frame by frame. */
const painted = (page, act, shows, value) =>
  page.evaluate(
    ({ act, shows, value }) =>
      new Promise((seen) => {
        const acts = {
          key: (key) =>
            document.activeElement.dispatchEvent(
              new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
            ),
          click: (name) => document.querySelector(name).click(),
          type: ([name, text]) => {
            const field = document.querySelector(name)
            field.value = text
            field.dispatchEvent(new Event('input', { bubbles: true }))
          },
        }
        const first = () =>
          document.querySelector('[role=row][aria-label]')?.getAttribute('aria-label') +
          document.querySelector('[role=grid]')?.ariaRowCount
        const states = {
          chosen: (before) => document.querySelector('[data-chosen=true]')?.ariaRowIndex !== before,
          detail: (before) => {
            const row = document.querySelector('[data-chosen=true] .mono')?.textContent
            const title = document.querySelector('h2.mono')?.textContent
            return row === title && title !== before
          },
          list: (before) => document.querySelector('[role=grid]:not([aria-busy=true])') && first() !== before,
          hits: (before) => {
            const lines = document.querySelector('#palette-lines')?.textContent ?? ''
            return lines !== '' && lines !== before
          },
        }
        const before = {
          chosen: document.querySelector('[data-chosen=true]')?.ariaRowIndex,
          detail: document.querySelector('h2.mono')?.textContent,
          hits: document.querySelector('#palette-lines')?.textContent,
          list: first(),
        }[shows]
        const began = performance.now()
        acts[act](value)
        let last = 0
        const look = () => {
          const now = performance.now()
          if (now - began > 10_000) return seen(now - began)
          if (last++ > 0 && states[shows](before)) return seen(now - began)
          requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    { act, shows, value },
  )

async function many(count, one) {
  const measured = []
  for (let n = 0; n < count; n++) measured.push(await one(n))
  return measured
}

const rest = (page) => page.waitForTimeout(120)

/** pressed is how long after a key its frame is on the screen, in ms, as the browser itself times it: 16 or more. */
async function pressed(page, key) {
  await page.evaluate(() => {
    window.timed = []
    const note = (list) => window.timed.push(...list.getEntries().filter((one) => one.name === 'keydown'))
    new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16 })
  })
  const warm = times / 4
  for (let n = 0; n < times + warm; n++) {
    await page.keyboard.press(key)
    await rest(page)
    if (n === warm) await page.evaluate(() => (window.timed = []))
  }
  const slower = await page.evaluate(() => window.timed.map((one) => one.duration))
  return [...slower, ...Array(Math.max(0, times - slower.length)).fill(16)]
}

/** scroll turns the wheel over the list for some time; the page's tasks meanwhile are in the trace. */
async function scroll(page, ms) {
  const box = await page.getByRole('grid').boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const end = Date.now() + ms
  for (let n = 0; Date.now() < end; n++) {
    await page.mouse.wheel(0, n % 400 < 300 ? 900 : -900)
    await page.waitForTimeout(16)
  }
}

const server = await history(Number(requests), data)
try {
  const { page, close } = await visit(server.url)
  await page.goto(new URL('#/requests?days=all', server.url).href)
  await page.locator('[role=row][aria-label]').first().click()
  await page.locator('h2.mono').waitFor()

  const rows = []
  const detail = []
  const empty = await visit('about:blank')
  await empty.page.setContent('<p tabindex="0" onkeydown="this.textContent += event.key">')
  await empty.page.locator('p').focus()
  rows.push(told('key to letter painted on an empty page, ms', await pressed(empty.page, 'a'), '', ''))
  await empty.close()
  rows.push(told('key to selection painted, ms', await pressed(page, 'ArrowDown'), 16, 32))
  for (let n = 0; n < times; n++) {
    detail.push(await painted(page, 'key', 'detail', 'ArrowDown'))
    await rest(page)
  }
  rows.push(told('key to detail, ms', detail, 50, 100))

  const filters = ['type:submit', 'outcome:rejected', 'outcome:template_failed', 'customer:norrsken', '']
  const box = '#search'
  const filter = await many(times / 2, async (n) => {
    const took = await painted(page, 'type', 'list', [box, filters[n % filters.length]])
    await page.waitForTimeout(600)
    return took
  })
  rows.push(told('filter change, ms', filter, 100, 150))

  await page.keyboard.press('Control+k')
  await page.locator('#palette-lines').waitFor()
  const palette = await many(times / 2, async (n) => {
    const took = await painted(page, 'type', 'hits', ['[role=dialog] input', `NK-1${String(n).padStart(2, '0')}`])
    await page.waitForTimeout(300)
    return took
  })
  rows.push(told('palette while typing, ms', palette, 150, 150))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  const engine = await browser()
  const before = await memory(page)
  await engine.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await scroll(page, 15_000)
  const list = tasks(await engine.stopTracing())
  await scroll(page, minutes * 60_000)
  console.table(rows)
  console.table([
    {
      requests,
      'longest task while scrolling, ms': longest(list, 'clock'),
      'of it worked, ms': longest(list, 'worked'),
      'page memory, MB': `${before.toFixed(1)} → ${(await memory(page)).toFixed(1)}`,
      'after minutes': minutes,
    },
  ])
  console.log('Goals: as beside the figures, no task > 50 ms, memory flat.')
  await close()
} finally {
  await leave()
  await server.close()
}
