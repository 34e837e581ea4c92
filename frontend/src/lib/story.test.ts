import { expect, test } from 'vitest'

import { writePlace } from './address'
import { requestRow } from './fake'
import { hasStory, storyOf } from './story'

test('a record leads to the story of its order, and not to that of another customer', () => {
  const [path, query] = storyOf(requestRow({ orderReferenceId: 'A/1 ö' }))
  expect(writePlace({ path, query })).toBe('#/order/A%2F1%20%C3%B6?customer=Fj%C3%A4llposter+AB&id=r1')
})

test('without a reference the order is known by its id, and without both not at all', () => {
  expect(storyOf(requestRow({ orderReferenceId: '', orderId: 'g-1' }))[0]).toEqual(['order', 'g-1'])
  expect(hasStory(requestRow({ orderReferenceId: '', orderId: '' }))).toBe(false)
})
