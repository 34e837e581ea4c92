import Circle from '@lucide/svelte/icons/circle-check'
import Help from '@lucide/svelte/icons/circle-question-mark'
import Cross from '@lucide/svelte/icons/circle-x'
import Loader from '@lucide/svelte/icons/loader'
import Triangle from '@lucide/svelte/icons/triangle-alert'
import type { Component } from 'svelte'

export type Icon = Component<{
  size?: number | string
  strokeWidth?: number | string
  'aria-hidden'?: 'true' | 'false'
}>
/** Tone is the one scale of status: colour, icon and shape follow from it. */
export type Tone = 'ok' | 'fail' | 'warn' | 'wait' | 'unk'

/** Option is what can be chosen; count is how many it would leave, in words. */
export interface Option {
  value: string
  text: string
  tone?: Tone | undefined
  icon?: Icon | undefined
  count?: string
}

/** toneIcons give each tone a shape of its own, so that colour never speaks alone. */
export const toneIcons: Record<Tone, Icon> = { ok: Circle, fail: Cross, warn: Triangle, wait: Loader, unk: Help }
