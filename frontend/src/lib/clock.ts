import type { Millis } from './types'

let ahead = 0

/** setNow tells the App's clock, which judges what is young or late; the page's may differ. */
export function setNow(now: Millis): void {
  ahead = now - Date.now()
}

/** now is the App's clock. */
export function now(): Millis {
  return Date.now() + ahead
}
