import { expect, test } from 'vitest'

import { postbackRow, requestRow } from './fake'
import { openGuideOf, scenarioOfPostback, scenarioOfRequest } from './guides'
import { address } from './place.svelte'

test('the guide fits the record it is opened from', () => {
  expect(scenarioOfRequest(requestRow({ outcome: 'template_failed' }))).toBe('disappeared')
  expect(scenarioOfRequest(requestRow({ outcome: 'no_answer' }))).toBe('printer_never_got')
  expect(scenarioOfPostback(postbackRow({ kind: 'shipping' }))).toBe('shipping_notice')
  expect(scenarioOfPostback(postbackRow({ kind: 'shipping', direction: 'from_printer' }))).toBe('disappeared')
  expect(scenarioOfPostback(postbackRow({ kind: 'error' }))).toBe('disappeared')
})

test('a reference goes with its customer, since others may use the same; an id is enough by itself', () => {
  openGuideOf('disappeared', requestRow({ orderReferenceId: '123' }))
  expect(address.place.query).toEqual({ guide: 'disappeared', order: '123', customer: 'Fjällposter AB' })
  openGuideOf('disappeared', requestRow({ orderReferenceId: '', orderId: 'g-1' }))
  expect(address.place.query).toEqual({ guide: 'disappeared', order: 'g-1', customer: '' })
})
