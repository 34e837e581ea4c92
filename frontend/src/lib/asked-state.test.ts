import { expect, test } from 'vitest'

import { AskedStates } from './asked-state.svelte'
import { speakThrough } from './backend'
import { Fault } from './fault'

const said = (from: string, orderId: string) => ({ from, at: 1, state: { orderId, status: 'printed', parcels: [] } })

test('what Gelato said of one order is gone with the next, and what can not be asked is not offered', async () => {
  speakThrough(async (method, [from, orderId]) =>
    method === 'AskState'
      ? said(String(from), String(orderId))
      : [
          { from: 'orders_v4', url: 'https://a.example/{id}' },
          { from: 'order_management', url: '' },
        ],
  )
  const states = new AskedStates()
  await states.of('g-1')
  expect(states.sources.map((source) => source.from)).toEqual(['orders_v4'])
  await states.ask('orders_v4')
  await states.ask('orders_v4')
  expect(states.asked.map((asked) => asked.state.orderId)).toEqual(['g-1'])
  await states.of('g-2')
  expect(states.asked).toEqual([])
})

test('an answer that comes after the person went on is not shown at another order', async () => {
  let answer: (value: unknown) => void = () => {}
  speakThrough((method) => (method === 'AskState' ? new Promise((come) => (answer = come)) : Promise.resolve([])))
  const states = new AskedStates()
  await states.of('g-1')
  const asking = states.ask('orders_v4')
  await states.of('g-2')
  answer(said('orders_v4', 'g-1'))
  await asking
  expect(states.asked).toEqual([])
})

test('a refusal is told', async () => {
  speakThrough(async (method) => {
    if (method === 'AskState') throw new Fault('unauthorized', 'refused', 'check the key')
    return []
  })
  const states = new AskedStates()
  await states.of('g-1')
  await states.ask('orders_v4')
  expect(states.fault?.message).toBe('refused')
  expect(states.busy).toBeUndefined()
})
