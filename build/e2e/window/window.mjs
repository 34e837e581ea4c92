// The real window: the program as it is shipped, on a screen of its own.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { folder } from '../stage/program.mjs'
import { until } from '../stage/until.mjs'
import { freePort, inspect } from './inspector.mjs'

const run = promisify(execFile)
const program = process.env.ORDERTRAIL ?? fileURLToPath(new URL('../../bin/ordertrail', import.meta.url))
const desk = fileURLToPath(new URL('desk.py', import.meta.url))
const endsWithin = 20_000

const surroundings = (home, more) => ({
  PATH: process.env.PATH,
  DISPLAY: process.env.DISPLAY,
  XAUTHORITY: process.env.XAUTHORITY ?? '',
  DBUS_SESSION_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS,
  HOME: home,
  XDG_RUNTIME_DIR: home,
  LANG: 'C.UTF-8',
  GTK_USE_PORTAL: '0',
  NO_AT_BRIDGE: '0',
  ...more,
})

/** open starts the program with a window, and waits for its page. */
export async function open(...args) {
  const home = await folder()
  const port = await freePort()
  const env = surroundings(home.path, { WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` })
  const child = spawn(program, [...args, '--data', join(home.path, 'data')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const ended = once(child, 'exit')
  const page = await inspect(port).catch((reason) => {
    child.kill('SIGKILL')
    throw new Error(`${reason.message}\n${said}`)
  })

  /** end waits for the program to end by itself. */
  async function end() {
    page.leave()
    const late = setTimeout(() => child.kill('SIGKILL'), endsWithin)
    const [code, signal] = await ended
    clearTimeout(late)
    return { code, signal }
  }
  return {
    ...page,
    pid: child.pid,
    home: home.path,
    said: () => said,
    end,
    family: () => descendants(child.pid),
    act: (verb, ...what) => run('/usr/bin/python3', [desk, verb, ...what.map(String)], { env, timeout: 60_000 }),
    key: (...keys) => keyed(child.pid, keys),
    /** second starts the program once more, and says whether it ended by itself. */
    second: (...more) =>
      run(program, more, { env, timeout: endsWithin }).then(
        () => true,
        (reason) => !reason.killed,
      ),
    async clear() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
      await home.remove()
    },
  }
}

/** keyed presses keys in the window of a process; without a window manager the focus is given first. */
async function keyed(pid, keys) {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--pid', String(pid)])
  await run('xdotool', ['windowfocus', '--sync', stdout.trim().split('\n').at(-1)])
  for (const key of keys) await run('xdotool', ['key', '--clearmodifiers', key])
}

/** descendants are the processes below one, by their ids. */
async function descendants(pid) {
  const parents = new Map()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const below = (one) => [...parents].filter(([, parent]) => parent === one).flatMap(([id]) => [id, ...below(id)])
  return below(pid)
}

/** gone waits until none of the processes runs any more. */
export async function gone(family) {
  const runs = (id) =>
    readFile(`/proc/${id}/stat`, 'utf8').then(
      (stat) => !/\) Z /.test(stat),
      () => false,
    )
  await until(`none of ${family} runs`, async () => !(await Promise.all(family.map(runs))).some(Boolean))
}

/** picture measures what the screen shows: how many colours, and how far they spread (0 to 1). */
export async function picture() {
  const { stdout } = await run('import', [
    '-silent',
    '-window',
    'root',
    '-format',
    '%k %[fx:standard_deviation]',
    'info:',
  ])
  const [colours, spread] = stdout.trim().split(' ').map(Number)
  return { colours, spread }
}
