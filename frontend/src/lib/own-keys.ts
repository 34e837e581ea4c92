import { chordOf, pressOf, type Chord } from './chords'
import { isSingle } from './keys'

const made = new WeakSet<Event>()

/** isTranslated says that a key stands for another one that was pressed. */
export const isTranslated = (event: Event): boolean => made.has(event)

/**
 * translate lets a key that the person chose do what the key of the design does, which then does nothing itself. keys
 * are the chosen chords by those of the design. Single keys are left alone where they are typed.
 */
export function translate(event: KeyboardEvent, keys: Partial<Record<Chord, Chord>>): void {
  const chord = chordOf(event)
  if (chord === undefined || (event.key.length === 1 && !/Ctrl|Alt/.test(chord) && !isSingle(event))) return
  const designed = Object.keys(keys).find((one) => keys[one] === chord)
  if (designed === undefined && keys[chord] === undefined) return
  event.stopImmediatePropagation()
  if (designed === undefined) return
  event.preventDefault()
  const instead = new KeyboardEvent('keydown', { ...pressOf(designed), bubbles: true, cancelable: true })
  made.add(instead)
  event.target?.dispatchEvent(instead)
}
