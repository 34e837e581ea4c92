import { backend } from './backend'

const patience = 1000
let late: ReturnType<typeof setTimeout> | undefined

/** keepPlace keeps the address of what is shown for the next start, once it stays for a moment. */
export function keepPlace(address: string): void {
  clearTimeout(late)
  late = setTimeout(() => void backend.KeepPlace(address).catch(() => undefined), patience)
}
