import { overwriteGetLocale } from '../paraglide/runtime'
import { backend } from './backend'
import { thrown, type Fault } from './fault'
import type { Preferences } from './types'
import { useZone } from './zone'

type Language = 'en' | 'sv'

const dark = matchMedia('(prefers-color-scheme: dark)')
const more = matchMedia('(prefers-contrast: more)')

// The system's language, when we speak it.
const spoken: Language = navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en'

// What words are written in. Every word asks for it, and the screens are made anew when it changes: so it is no state.
let written = spoken
overwriteGetLocale(() => written)

class Chosen {
  values = $state<Preferences>({
    theme: 'system',
    language: '',
    detailWidth: 0,
    textPercent: 0,
    zone: '',
    noSingleKeys: false,
    syncMinutes: 0,
    syncPaused: false,
    syncMetered: false,
    lookBackHours: 0,
    limits: { confirm: 0, scan: 0, produce: 0, ship: 0, transit: 0, deliver: 0, lateNews: 0 },
  })
  /** unkept is why the last choice holds only until the window closes. */
  unkept = $state.raw<Fault>()
  #systemDark = $state(dark.matches)
  #systemMore = $state(more.matches)

  constructor() {
    more.addEventListener('change', () => (this.#systemMore = more.matches))
    dark.addEventListener('change', () => (this.#systemDark = dark.matches))
  }

  get language(): Language {
    return this.values.language || spoken
  }

  get theme(): 'light' | 'dark' | 'contrast' {
    if (this.values.theme !== 'system') return this.values.theme
    if (this.#systemMore) return 'contrast'
    return this.#systemDark ? 'dark' : 'light'
  }

  /** load takes what was chosen before; without an answer the screens follow the system. */
  async load(): Promise<void> {
    this.#take(await backend.Preferences().catch(() => this.values))
  }

  /** choose applies at once and is kept for the next start. */
  async choose(part: Partial<Preferences>): Promise<void> {
    this.#take({ ...this.values, ...part })
    this.unkept = await backend.SavePreferences($state.snapshot(this.values)).then(() => undefined, thrown)
  }

  /** #take shows the screens in the language and the zone of some choices, before they are made anew for them. */
  #take(values: Preferences): void {
    useZone(values.zone)
    written = values.language || spoken
    this.values = values
  }
}

export const preferences = new Chosen()
