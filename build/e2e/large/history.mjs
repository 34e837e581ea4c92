// A long history to drive the screens over.
import { feed, filled, folder, key, now, serve, start } from '../stage/program.mjs'

/** opened serves what a folder holds, where it lies. */
async function opened(data) {
  const home = await folder()
  const args = ['serve', '--data', data, '--now', now]
  const running = await start(args, { home: home.path, env: { ORDERTRAIL_API_KEY: key } })
  return { url: running.address, close: () => running.stop().finally(home.remove) }
}

/** made serves a history that is made for this. */
async function made(requests) {
  const from = await feed({ requests })
  const home = await filled(from.url)
  const server = await serve({ from: home })
  return { url: server.url, close: () => server.close().then(from.stop).finally(home.remove) }
}

/** history serves many requests: those of a folder, as build/bench leaves it (DIR/large-1000000/ordertrail), or made ones. */
export const history = (requests, data) => (data ? opened(data) : made(requests))
