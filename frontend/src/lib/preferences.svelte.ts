import { overwriteGetLocale } from '../paraglide/runtime'
import { backend } from './backend'
import { thrown, type Fault } from './fault'
import type { Preferences } from './types'
import { useZone } from './zone'

type Language = 'en' | 'sv'

const dark = matchMedia('(prefers-color-scheme: dark)')
const more = matchMedia('(prefers-contrast: more)')

/** spoken is the system's language, when we speak it. */
function spoken(): Language {
  return navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en'
}

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
    overwriteGetLocale(() => this.language)
  }

  get language(): Language {
    return this.values.language || spoken()
  }

  get theme(): 'light' | 'dark' | 'contrast' {
    if (this.values.theme !== 'system') return this.values.theme
    if (this.#systemMore) return 'contrast'
    return this.#systemDark ? 'dark' : 'light'
  }

  /** load takes what was chosen before; without an answer the screens follow the system. */
  async load(): Promise<void> {
    this.values = await backend.Preferences().catch(() => this.values)
    useZone(this.values.zone)
  }

  /** choose applies at once and is kept for the next start. */
  async choose(part: Partial<Preferences>): Promise<void> {
    if (part.zone !== undefined) useZone(part.zone)
    this.values = { ...this.values, ...part }
    this.unkept = await backend.SavePreferences($state.snapshot(this.values)).then(() => undefined, thrown)
  }
}

export const preferences = new Chosen()
