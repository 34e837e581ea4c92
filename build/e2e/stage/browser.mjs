// One Chromium for all tests of a file, and a page that notices what no page of ours may do.
import { access } from 'node:fs/promises'
import { chromium } from 'playwright-core'

import { now as at } from './program.mjs'

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

// The resolver knows no other host, so that nothing leaves this computer even if a page tried.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

let running

export async function browser() {
  running ??= (async () => {
    for (const path of places) {
      if (
        path &&
        (await access(path).then(
          () => true,
          () => false,
        ))
      )
        return chromium.launch({ executablePath: path, headless: true, args: flags })
    }
    throw new Error('no Chromium: install it or name it in CHROMIUM')
  })()
  return running
}

/** leave closes the browser, if one was opened. */
export async function leave() {
  if (running) await (await running).close()
}

const locales = { en: 'en-GB', sv: 'sv-SE' }

/** visit opens a page; complaints are what it did that it may not, but for what matches excuse. */
export async function visit(url, { language = 'en', theme = 'light', width = 1440, height = 900 } = {}) {
  const context = await (
    await browser()
  ).newContext({
    locale: locales[language],
    colorScheme: theme,
    viewport: { width, height },
    timezoneId: 'Europe/Stockholm',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(15_000)
  const complaints = []
  const own = new URL(url).host
  await context.exposeFunction('complain', (text) => void complaints.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      window.complain(`the policy forbids ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`),
    )
  })
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (host !== own && protocol !== 'data:' && protocol !== 'blob:') complaints.push(`asked ${request.url()}`)
  })
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().stack}`))
  await context.clock.setFixedTime(at)
  const page = await context.newPage()
  await page.goto(url)
  return { page, complaints, close: () => context.close() }
}
