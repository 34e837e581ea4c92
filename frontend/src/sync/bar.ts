import type { Gap, GapWhy, Held, Millis, Window } from '../lib/types'

/** A part of a bar as it is drawn. */
export interface Place {
  left: number // px
  width: number
}

/** What a bar is made of: a time that is held, or one or several gaps too near to be told apart. */
export type Part = Place &
  Window &
  ({ held: true; completeAt: Millis } | { held: false; gaps: Gap[]; why: GapWhy | '' })

/** What is narrower than this is drawn as a mark of this width, so that it stays visible and can be hit. */
export const narrow = 10

/** placeOf is where a window lies on a bar so wide; what lies outside is cut off. */
export function placeOf(window: Window, reach: Window, width: number): Place {
  const scale = width / (reach.to - reach.from)
  const at = (moment: Millis) => Math.max(0, Math.min(width, (moment - reach.from) * scale))
  const left = window.from === 0 ? 0 : at(window.from)
  const right = window.to === 0 ? width : at(window.to)
  return { left, width: Math.max(0, right - left) }
}

const older = (a: Window, b: Window) => a.from - b.from || a.to - b.to
const end = (place: Place) => place.left + place.width
const last = <T>(all: T[]): T | undefined => all[all.length - 1]
const latest = (a: Millis, b: Millis): Millis => (a === 0 || b === 0 ? 0 : Math.max(a, b))

/** heldOf draws what is held of one list, oldest first. Parts that would melt into each other are one, complete since
 * the older of both. */
export function heldOf(held: Held[], reach: Window, width: number): Part[] {
  const parts: (Part & { held: true })[] = []
  for (const one of [...held].sort(older)) {
    const place = placeOf(one, reach, width)
    const before = last(parts)
    const small = before && Math.min(before.width, place.width) < narrow
    if (!before || place.left - end(before) > 1 || !small) {
      parts.push({ ...place, from: one.from, to: one.to, held: true, completeAt: one.completeAt })
      continue
    }
    before.width = Math.max(before.width, end(place) - before.left)
    before.to = latest(before.to, one.to)
    before.completeAt = Math.min(before.completeAt, one.completeAt)
  }
  return parts
}

/** gapsOf draws the gaps of one list, oldest first. Narrow ones are marks; marks that would lie on each other are
 * one. */
export function gapsOf(gaps: Gap[], reach: Window, width: number): Part[] {
  const parts: (Part & { held: false })[] = []
  for (const gap of [...gaps].sort(older)) {
    const place = markOf(placeOf(gap, reach, width), width)
    const before = last(parts)
    const marks = before && before.width < 2 * narrow && place.width <= narrow
    if (!before || !marks || place.left >= end(before)) {
      parts.push({ ...place, from: gap.from, to: gap.to, held: false, gaps: [gap], why: gap.why })
      continue
    }
    before.width = end(place) - before.left
    before.to = latest(before.to, gap.to)
    before.gaps.push(gap)
    if (before.why !== gap.why) before.why = ''
  }
  return parts
}

function markOf({ left, width }: Place, room: number): Place {
  if (width >= narrow) return { left, width }
  const middle = left + width / 2
  return { left: Math.max(0, Math.min(room - narrow, middle - narrow / 2)), width: narrow }
}

/** inOrder are the parts that the keyboard walks through: what is held and wide enough to be meant, and every gap. */
export function inOrder(held: Part[], gaps: Part[]): Part[] {
  return [...held.filter((part) => part.width >= narrow), ...gaps].sort((a, b) => a.left - b.left)
}
