// Speaks with the page of the real window through WebKit's remote inspector, which the plain program answers when
// WEBKIT_INSPECTOR_HTTP_SERVER names an address.
import { createServer } from 'node:net'

import { until } from '../stage/until.mjs'

/** freePort is a port that nobody listens on. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}

/** inspect waits for the page behind a port, and gives ways to ask it. errors are what its console complained of. */
export async function inspect(port) {
  const path = await until('the inspector names a page', async () => {
    const list = await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => '',
    )
    return list.match(/socket\/\d+\/\d+\/WebPage/)?.[0]
  })
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${path}`)
  const waiting = new Map()
  const errors = []
  let target
  let count = 0

  socket.onmessage = ({ data }) => {
    const { method, params } = JSON.parse(data)
    if (method === 'Target.targetCreated') target = params.targetInfo.targetId
    if (method === 'Target.didCommitProvisionalTarget') target = params.newTargetId
    if (method === 'Target.dispatchMessageFromTarget') hear(JSON.parse(params.message))
  }
  function hear(message) {
    if (message.method === 'Console.messageAdded' && message.params.message.level === 'error')
      errors.push(message.params.message.text)
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  }
  async function send(method, params = {}) {
    const id = ++count
    const answer = new Promise((heard) => waiting.set(id, heard))
    const message = JSON.stringify({ id, method, params })
    socket.send(
      JSON.stringify({ id: ++count, method: 'Target.sendMessageToTarget', params: { targetId: target, message } }),
    )
    return answer
  }
  /** look gives the value of an expression in the page. */
  async function look(expression) {
    const { result, error } = await send('Runtime.evaluate', { expression, returnByValue: true })
    if (error || result.wasThrown) throw new Error(`${expression}: ${JSON.stringify(error ?? result.result)}`)
    return result.result.value
  }

  await until('the page is there', () => target)
  await send('Console.enable')
  return { look, errors, leave: () => socket.close() }
}
