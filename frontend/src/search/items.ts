import type { Chord } from '../lib/chords'
import type { Icon, Tone } from '../ui/icons'

/** Command is something that can be done from the palette. */
export interface Command {
  id: string
  icon: Icon
  text: string
  /** also are other words by which it is found. */
  also?: string
  detail?: string
  chord?: Chord // that does the same
  run: () => void
}

export type Group = 'recent' | 'orders' | 'contents' | 'views' | 'commands'

/** Item is a line of the palette. */
export interface Item {
  id: string
  group: Group
  icon: Icon
  title: string
  mono?: boolean
  place?: string
  snippet?: string
  tag?: { text: string; tone: Tone }
  chord?: Chord // that does the same
  /** run opens it; further opens it the other way, by Ctrl+Enter. */
  run: (further: boolean) => void
}

const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** fitting are the commands whose words begin with all that was typed, best first. */
export function fitting(commands: readonly Command[], typed: string): Command[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  return commands.filter((command) => {
    const words = fold(`${command.text} ${command.also ?? ''}`).split(/[\s,.]+/)
    return wanted.every((want) => words.some((word) => word.startsWith(want)))
  })
}

/** stepped is where an arrow key leads in a list of so many lines, around its ends. */
export function stepped(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % count,
    ArrowUp: (at - 1 + count) % count,
    PageDown: Math.min(count - 1, at + 8),
    PageUp: Math.max(0, at - 8),
  }
  return steps[key]
}
