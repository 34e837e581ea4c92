// The program under test: real processes, each over a folder of its own, ended by the process that started them.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = process.env.ORDERTRAIL_WEB ?? fileURLToPath(new URL('../../bin/ordertrail-web', import.meta.url))

/** The moment at which every test happens: a Wednesday afternoon, so that "today" holds the same rows each day. */
export const now = '2026-11-18T14:30:00Z'

/** The key of every made-up feed. */
export const key = 'demo:demo'

const history = (requests = 600) => ['--requests', String(requests), '--seed', '3']
const patience = 20_000

/** folder makes a folder that is gone after the test. */
export async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'ordertrail-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

// Nothing of the person who runs the tests: no keyring, no proxy, no home folder.
const systems = { en: 'en_GB.UTF-8', sv: 'sv_SE.UTF-8' }

const surroundings = (home, more) => ({
  PATH: process.env.PATH,
  HOME: home,
  LANG: systems.en,
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  ...more,
})

/** start runs the program until stop; address is what it prints first. */
export async function start(args, { home, env = {} }) {
  const child = spawn(program, args, { env: surroundings(home, env), stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => (said += text))
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const address = await Promise.race([
    once(lines, 'line', { signal: AbortSignal.timeout(patience) }).then(([line]) => line),
    ended.then(([code]) => Promise.reject(new Error(`ordertrail ${args.join(' ')} ended with ${code}: ${said}`))),
  ])
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), patience)
    await ended
    clearTimeout(late)
    if (child.signalCode === 'SIGKILL') throw new Error(`ordertrail ${args[0]} did not end when it was told to`)
  }
  return { address, stop, said: () => said }
}

/** ask runs a command to its end and gives what it printed. */
export async function ask(args, { home, env = {} }) {
  const { stdout } = await promisify(execFile)(program, args, { env: surroundings(home, env), maxBuffer: 1 << 28 })
  return stdout
}

/** feed serves a made-up history. */
export async function feed({ faults = '', port = 0, requests } = {}) {
  const home = await folder()
  const args = [
    'demo',
    '--now',
    now,
    '--port',
    String(port),
    ...history(requests),
    ...(faults ? ['--faults', faults] : []),
  ]
  const running = await start(args, { home: home.path })
  return { url: running.address, stop: () => running.stop().finally(home.remove) }
}

/** filled is a data folder that holds the whole history of a feed, or only what was asked for. */
export async function filled(url, asked = [[]]) {
  const home = await folder()
  for (const dates of asked) await fill(home, url, dates)
  return home
}

/** fill asks a feed for its history, or for dates of it. */
export async function fill(home, url, dates = []) {
  const data = join(home.path, 'data')
  await ask(['sync', '--url', url, '--data', data, '--now', now, '--quiet', ...dates], {
    home: home.path,
    env: { ORDERTRAIL_API_KEY: key },
  })
}

/** prefer keeps choices in a data folder, as the screens do. */
export async function prefer(home, choices) {
  const path = join(home.path, 'data', 'preferences.json')
  await writeFile(path, JSON.stringify({ theme: 'system', ...choices }))
}

/** serve shows the screens over a copy of a data folder, or over an empty one. */
export async function serve({ from, demo = false, language = 'en', env = { ORDERTRAIL_API_KEY: key } } = {}) {
  const home = await folder()
  const data = join(home.path, 'data')
  if (from) await cp(join(from.path, 'data'), data, { recursive: true })
  const running = await start(['serve', '--data', data, '--now', now, ...(demo ? ['--demo'] : [])], {
    home: home.path,
    env: { LANG: systems[language], ...env },
  })
  return { ...running, url: running.address, home: home.path, data, close: () => running.stop().finally(home.remove) }
}

/** held asks the history of a server by command. */
export async function held(server, ...args) {
  return JSON.parse(await ask([...args, '--json', '--data', server.data, '--now', now], { home: server.home }))
}

const told = new Map()

/** story is the reference of an order that tells a story of the made-up history. */
export async function story(verdict, says = /./, requests = undefined) {
  const list = ['demo', '--stories', '--json', '--now', now, ...history(requests)]
  if (!told.has(requests)) told.set(requests, ask(list, { home: tmpdir() }).then(JSON.parse))
  const found = (await told.get(requests)).stories.find((one) => one.verdict === verdict && says.test(one.says))
  if (!found) throw new Error(`no order tells ${verdict} ${says}`)
  return found.order
}
