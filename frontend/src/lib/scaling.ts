import type { AtRule, Declaration } from 'postcss'

/**
 * Styles are written in px, as they are at a text size of 100 %. The build puts rem in their place, so that type, rows,
 * panes and gaps grow with the text, and asks the page instead of the window how much room there is: of a window that
 * shows twice the size, half is left. Borders stay as thin as they are.
 */
const rootSize = 16
const hairline = 3 // px; below it is a line, not a length

/** rem is a length of the design, at the text size that is chosen. */
export const rem = (px: number): string => `${px / rootSize}rem`

/** roomSteps are the widths and heights below which a style may say otherwise. */
export const roomSteps = { width: [1600, 1180, 760], height: [760, 560] } as const

/** roomOf names the steps that a room is below, as the page says them: "width-1180 height-760". */
export function roomOf(width: number, height: number): string {
  const below = (side: keyof typeof roomSteps, have: number) =>
    roomSteps[side].filter((step) => have <= step).map((step) => `${side}-${step}`)
  return [...below('width', width), ...below('height', height)].join(' ')
}

/** scaled is a value of a style with its lengths in rem. */
export function scaled(value: string): string {
  if (value.includes('url(')) return value
  return value.replace(/(?<![\w.#-])(-?)(\d*\.?\d+)px/g, (whole, minus: string, number: string) =>
    Number(number) < hairline ? whole : `${minus}${rem(Number(number))}`,
  )
}

/** roomSelector is what stands for a question about the window; undefined for another question. */
export function roomSelector(question: string): string | undefined {
  const [, side, px] = /^\(max-(width|height): (\d+)px\)$/.exec(question) ?? []
  if (side !== 'width' && side !== 'height') return undefined
  if (!roomSteps[side].some((step) => step === Number(px))) throw new Error(`no such step of room: ${question}`)
  return `:where(:root[data-below~="${side}-${px ?? ''}"])`
}

/** scaling is the step of the build that does so. */
export const scaling = {
  postcssPlugin: 'scaling',
  Declaration(declaration: Declaration): void {
    const value = scaled(declaration.value)
    if (value !== declaration.value) declaration.value = value
  },
  AtRule: {
    container(container: AtRule): void {
      const params = scaled(container.params)
      if (params !== container.params) container.params = params
    },
    media(media: AtRule): void {
      const room = roomSelector(media.params)
      if (!room || !media.nodes) return
      for (const rule of media.nodes) {
        if (rule.type === 'rule') rule.selectors = rule.selectors.map((selector) => `${room} ${selector}`)
      }
      media.replaceWith(media.nodes)
    },
  },
}
