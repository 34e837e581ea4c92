import { preferences } from './preferences.svelte'

/** Chord is a key with what is held down with it: "Ctrl+Shift+K", "B", "Alt+ArrowLeft", "[". */
export type Chord = string

const signs: Partial<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }
const modifiers = ['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Dead', 'Unidentified', 'Process']

/** chordOf is what is pressed; undefined while only keys are held that change others. ⌘ is Ctrl. */
export function chordOf(event: KeyboardEvent): Chord | undefined {
  if (modifiers.includes(event.key)) return undefined
  const graph = event.ctrlKey && event.altKey && event.getModifierState('AltGraph') // how Windows tells a character
  const control = (event.ctrlKey || event.metaKey) && !graph
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const shift = event.shiftKey && (control || key.length > 1 || key !== key.toLowerCase()) // else it is in the character
  return [control && 'Ctrl', event.altKey && !graph && 'Alt', shift && 'Shift', key].filter(Boolean).join('+')
}

/** split takes a chord apart; its key may be a plus. */
function split(chord: Chord): { held: string[]; key: string } {
  const last = chord.length > 1 ? chord.lastIndexOf('+', chord.length - 2) : -1
  return { held: last < 0 ? [] : chord.slice(0, last).split('+'), key: chord.slice(last + 1) }
}

/** partsOf are the keys of a chord, as they are shown. */
export function partsOf(chord: Chord): string[] {
  const { held, key } = split(chord)
  return [...held, signs[key] ?? key]
}

/** pressOf is the event of a chord that is pressed. */
export function pressOf(chord: Chord): KeyboardEventInit {
  const { held, key } = split(chord)
  const shiftKey = held.includes('Shift')
  return {
    key: key.length === 1 && !shiftKey ? key.toLowerCase() : key,
    ctrlKey: held.includes('Ctrl'),
    altKey: held.includes('Alt'),
    shiftKey,
  }
}

/** ownChord is what the person presses for what a chord of the design does. */
export const ownChord = (designed: Chord): Chord => preferences.values.keys?.[designed] ?? designed

/** chordText is that as text, for a menu or a hint. */
export const chordText = (designed: Chord): string => partsOf(ownChord(designed)).join('+')

/** withKey is what a button does, and the key for it. */
export const withKey = (text: string, designed: Chord): string => `${text} (${chordText(designed)})`

/** canMove says that another key may be chosen for a chord: not for those that move and open, as they do everywhere. */
export function canMove(chord: Chord): boolean {
  const key = partsOf(chord).at(-1) ?? ''
  return chord.startsWith('Alt+') || (key.length === 1 && !Object.values(signs).includes(key)) || /^F\d+$/.test(key)
}

/** canTake says that a chord is free of what fields, buttons and dialogs need. */
export function canTake(chord: Chord): boolean {
  if (/^Ctrl\+[ACVX]$/.test(chord)) return false
  return canMove(chord) || chord.startsWith('Ctrl+')
}
