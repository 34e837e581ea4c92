/** paced calls at once, and then no more often than every ms; what rang meanwhile is called for once at its end. */
export function paced(call: () => void, ms: number): { ring: () => void; stop: () => void } {
  let late: ReturnType<typeof setTimeout> | undefined
  let again = false
  const ring = (): void => {
    if (late !== undefined) {
      again = true
      return
    }
    call()
    late = setTimeout(() => {
      late = undefined
      if (!again) return
      again = false
      ring()
    }, ms)
  }
  return { ring, stop: () => clearTimeout(late) }
}
