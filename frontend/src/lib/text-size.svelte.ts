import { roomOf } from './scaling'

/** textSizes are the sizes that can be chosen, in per cent. */
export const textSizes = [80, 90, 100, 110, 125, 150, 175, 200] as const

const usual = 100

/** nextSize is the size after one, or before it; the last one stays. */
export function nextSize(percent: number, by: 1 | -1): number {
  const bigger = textSizes.find((size) => size > percent)
  const smaller = textSizes.findLast((size) => size < percent)
  return (by > 0 ? bigger : smaller) ?? percent
}

/** TextSize is how large the page shows what the design says, and what room that leaves. */
class TextSize {
  #scale = $state(1)

  /** scale is how many px of the screen one px of the design takes. */
  get scale(): number {
    return this.#scale
  }

  /** px is a length of the design on the screen, for who reckons with places on it. */
  px(length: number): number {
    return length * this.#scale
  }

  /** choose shows the page at a size; 0 is the usual one. */
  choose(percent: number): void {
    document.documentElement.style.fontSize = percent && percent !== usual ? `${percent}%` : ''
    this.#measure()
  }

  /** follow looks how much room there is, whenever the window changes. */
  follow(): () => void {
    const measure = () => this.#measure()
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }

  #measure(): void {
    const root = document.documentElement
    const scale = (parseFloat(getComputedStyle(root).fontSize) || 16) / 16
    root.dataset.below = roomOf(innerWidth / scale, innerHeight / scale)
    this.#scale = scale
  }
}

export const textSize = new TextSize()
