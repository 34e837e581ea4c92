import { afterEach, expect, test, vi } from 'vitest'

import { refocus, unclaimed } from './refocus'

function made(tag: string, names: Record<string, string>, ...inside: HTMLElement[]): HTMLElement {
  const one = document.createElement(tag)
  for (const [name, value] of Object.entries(names)) one.setAttribute(name, value)
  one.append(...inside)
  return one
}

const row = () => made('div', { role: 'row', tabindex: '0', id: 'row' })
const focused = () => document.activeElement?.id
let end = (): void => {}

/** watched is a page whose focus is on a button, the chip. */
function watched(...parts: ((chip: HTMLElement) => HTMLElement)[]): HTMLElement {
  const chip = made('button', { id: 'chip' })
  document.body.append(...parts.map((part) => part(chip)))
  end = refocus()
  chip.focus()
  return chip
}

afterEach(() => {
  end()
  document.body.replaceChildren()
})

test('where a chip is taken away the list has the focus', async () => {
  watched((chip) => made('main', {}, chip, row())).remove()
  await vi.waitFor(() => expect(focused()).toBe('row'))
})

test('where a view is taken away the navigation keeps it', async () => {
  const here = () => made('a', { href: '#/a', 'aria-current': 'page', id: 'here' })
  watched(
    (chip) => made('nav', {}, here(), chip),
    () => made('main', {}, row()),
  ).remove()
  await vi.waitFor(() => expect(focused()).toBe('here'))
})

test('on a screen without a list its title has it, which claims no keys', async () => {
  watched((chip) => made('main', {}, made('h1', { id: 'title' }), chip)).remove()
  await vi.waitFor(() => expect(focused()).toBe('title'))
  expect(unclaimed()).toBe(true)
})

test('a click beside everything takes it from nothing', async () => {
  watched((chip) => made('main', {}, chip, row())).blur()
  document.querySelector('main')?.append(made('p', {}))
  for (let n = 0; n < 4; n++) await new Promise(requestAnimationFrame)
  expect(document.activeElement).toBe(document.body)
})
