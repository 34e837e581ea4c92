import type { Bell } from './backend'
import { paced } from './paced'

type Heard = () => void

const heard = new Map<Bell, Set<Heard>>()
const names: readonly Bell[] = ['sync', 'records', 'marks', 'link', 'drop']
let stream: EventSource | undefined

function ring(name: string): void {
  for (const bell of names) if (bell === name) heard.get(bell)?.forEach((hear) => hear())
}

// While a sync runs, bells ring with every page. Lists are read again no more often than this.
const pause: Record<Bell, number> = { sync: 250, records: 1000, marks: 100, link: 0, drop: 0 }

/** onBell calls hear when the bell rings, not too often, until the answer is called. */
export function onBell(bell: Bell, hear: Heard): () => void {
  const all = heard.get(bell) ?? new Set()
  const { ring: hearing, stop } = paced(hear, pause[bell])
  heard.set(bell, all.add(hearing))
  return () => {
    stop()
    all.delete(hearing)
  }
}

/** listen starts to hear bells: the window's events, or the stream of the server. */
export function listen(): () => void {
  const runtime = window.runtime
  if (runtime) {
    const stops = names.map((name) => runtime.EventsOn(name, () => ring(name)))
    runtime.OnFileDrop?.(() => {}, false) // Go hears of the files; the page only lets them through
    return () => stops.forEach((stop) => stop())
  }
  // A browser has six connections for all pages of a server: a page no one sees gives its stream back.
  const follow = () => (document.hidden ? hangUp() : open())
  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    hangUp()
  }
}

function open(): void {
  if (stream || typeof EventSource === 'undefined') return
  stream = new EventSource('/events')
  stream.onmessage = (event) => ring(String(event.data))
  stream.onopen = () => names.forEach(ring) // whatever rang meanwhile was not heard
}

function hangUp(): void {
  stream?.close()
  stream = undefined
}
