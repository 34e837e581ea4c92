import { afterEach, expect, test } from 'vitest'

import { stepPane } from './panes'

afterEach(() => document.body.replaceChildren())

const focused = () => document.activeElement?.id

function part(tag: string, attributes: Record<string, string>, ...inside: Element[]): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...inside)
  return made
}

test('F6 goes from part to part, to what is chosen there, and around', () => {
  document.body.append(
    part(
      'nav',
      {},
      part('a', { href: '#a', id: 'overview' }),
      part('a', { href: '#b', id: 'here', 'aria-current': 'page' }),
    ),
    part(
      'div',
      { 'data-pane': '' },
      part('input', { id: 'search' }),
      part('div', { role: 'row', tabindex: '-1', id: 'other' }),
      part('div', { role: 'row', tabindex: '0', id: 'row' }),
    ),
    part('div', { 'data-pane': '' }),
    part('aside', { 'data-pane': '' }, part('button', { id: 'open' })),
  )
  const seen: (string | undefined)[] = []
  for (let n = 0; n < 4; n++) {
    stepPane(1)
    seen.push(focused())
  }
  expect(seen).toEqual(['here', 'row', 'open', 'here'])
  stepPane(-1)
  expect(focused()).toBe('open')
  stepPane(-1)
  expect(focused()).toBe('row')
})

test('a screen of one part has two: the navigation and itself', () => {
  document.body.append(
    part('nav', {}, part('a', { href: '#a', id: 'link' })),
    part('main', {}, part('button', { id: 'act' })),
  )
  stepPane(1)
  stepPane(1)
  expect(focused()).toBe('act')
  stepPane(1)
  expect(focused()).toBe('link')
})
