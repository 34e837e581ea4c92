import { afterEach, expect, test } from 'vitest'

import { canMove, canTake, chordOf, partsOf, pressOf } from './chords'
import { isTranslated, translate } from './own-keys'

const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })

test.each([
  ['a letter', { key: 'b' }, 'B'],
  ['with Ctrl and Shift', { key: 'K', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+K'],
  ['the command key', { key: 'k', metaKey: true }, 'Ctrl+K'],
  ['a sign that Shift makes', { key: '?', shiftKey: true }, '?'],
  ['an arrow', { key: 'ArrowLeft', altKey: true }, 'Alt+ArrowLeft'],
  ['AltGr on Windows', { key: '[', ctrlKey: true, altKey: true, modifierAltGraph: true }, '['],
  ['a plus', { key: '+', ctrlKey: true }, 'Ctrl++'],
  ['Shift alone', { key: 'Shift', shiftKey: true }, undefined],
])('%s is a chord', (_, init, want) => {
  expect(chordOf(press(init))).toBe(want)
})

test('a chord that is pressed is the chord', () => {
  for (const chord of ['B', 'Shift+J', 'Ctrl+Shift+K', 'Alt+ArrowLeft', '[', '?', 'Ctrl++', 'F6'])
    expect(chordOf(press(pressOf(chord)))).toBe(chord)
  expect(partsOf('Ctrl++')).toEqual(['Ctrl', '+'])
  expect(partsOf('+')).toEqual(['+'])
  expect(partsOf('Alt+ArrowLeft')).toEqual(['Alt', '←'])
})

test('what moves, opens and edits everywhere keeps its keys', () => {
  expect(['ArrowUp', 'Enter', 'Home', 'B', 'Ctrl+K', 'F6', 'Alt+ArrowLeft'].filter(canMove)).toEqual([
    'B',
    'Ctrl+K',
    'F6',
    'Alt+ArrowLeft',
  ])
  expect(['Tab', 'Space', 'Escape', 'Ctrl+V', 'Delete', 'G', 'Ctrl+Enter'].filter(canTake)).toEqual(['G', 'Ctrl+Enter'])
})

const heard: string[] = []
const hear = (event: KeyboardEvent) => heard.push(chordOf(event) ?? '')
const hold = (event: KeyboardEvent) => isTranslated(event) || translate(event, { B: 'G', 'Ctrl+K': 'Ctrl+J' })

function listening(on: HTMLElement): HTMLElement {
  document.body.append(on)
  window.addEventListener('keydown', hold, true)
  window.addEventListener('keydown', hear)
  return on
}

afterEach(() => {
  window.removeEventListener('keydown', hold, true)
  window.removeEventListener('keydown', hear)
  document.body.replaceChildren()
  heard.length = 0
})

test('a key of one’s own does what the other did, and that nothing more', () => {
  const at = listening(document.createElement('div'))
  for (const key of ['g', 'b', 'x']) at.dispatchEvent(press({ key }))
  at.dispatchEvent(press({ key: 'j', ctrlKey: true }))
  expect(heard).toEqual(['B', 'X', 'Ctrl+K'])
})

test('in a field single keys are typed, and others are keys', () => {
  const at = listening(document.createElement('input'))
  at.dispatchEvent(press({ key: 'g' }))
  at.dispatchEvent(press({ key: 'j', ctrlKey: true }))
  expect(heard).toEqual(['G', 'Ctrl+K'])
})
