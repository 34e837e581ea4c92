import { mount, unmount, untrack } from 'svelte'

import type { Icon } from './icons'

const drawn = new Map<Icon, DocumentFragment>()

/** strokesOf is what an icon is made of, to be copied: lists show hundreds, and drawing one takes ten times as long. */
export function strokesOf(icon: Icon): DocumentFragment {
  const known = drawn.get(icon)
  if (known) return known
  const strokes = document.createDocumentFragment()
  const target = document.createElement('div')
  const once = untrack(() => mount(icon, { target, props: {} }))
  strokes.append(...(target.querySelector('svg')?.cloneNode(true).childNodes ?? []))
  void unmount(once)
  drawn.set(icon, strokes)
  return strokes
}
