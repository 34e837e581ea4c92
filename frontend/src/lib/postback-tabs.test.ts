import { expect, test } from 'vitest'

import { postbackDetail } from './fake'
import { chosenTab, tabsOf } from './postback-tabs'

test('what was not captured is off', () => {
  expect(tabsOf(postbackDetail()).map((tab) => (tab.off ? `(${tab.key})` : tab.key))).toEqual([
    'sent',
    'payload',
    '(rendered)',
    'answer',
    'headers',
    'facts',
  ])
})

test('the answer shown is that of the last try that has one', () => {
  const detail = postbackDetail()
  detail.bodies.push({ part: 'attempt', attempt: 3, bytes: 1, format: 'text' })
  expect(chosenTab(tabsOf(detail), 'answer')?.choice?.attempt).toBe(3)
})

test('a postback that was never sent opens on what was known', () => {
  const detail = postbackDetail()
  detail.bodies = detail.bodies.filter((body) => body.part === 'payload')
  expect(chosenTab(tabsOf(detail), 'sent')?.key).toBe('payload')
})
