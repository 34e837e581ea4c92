import type { Bell } from './backend'

type Heard = () => void

const heard = new Map<Bell, Set<Heard>>()
const names: readonly Bell[] = ['sync', 'records']
let stream: EventSource | undefined

function ring(name: string): void {
  for (const bell of names) if (bell === name) heard.get(bell)?.forEach((hear) => hear())
}

/** onBell calls hear each time the bell rings, until the answer is called. */
export function onBell(bell: Bell, hear: Heard): () => void {
  const all = heard.get(bell) ?? new Set()
  heard.set(bell, all.add(hear))
  return () => all.delete(hear)
}

/** listen starts to hear bells: the window's events, or the stream of the server. */
export function listen(): () => void {
  const runtime = window.runtime
  if (runtime) {
    const stops = names.map((name) => runtime.EventsOn(name, () => ring(name)))
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
