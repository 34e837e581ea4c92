import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, expect, test } from 'vitest'

import { speakThrough } from '../lib/backend'
import { lookHit } from '../lib/fake'
import { address } from '../lib/place.svelte'
import PaletteDialog from './palette-dialog.svelte'
import { palette } from './palette.svelte'

afterEach(() => {
  palette.close()
  cleanup()
})

const titles = () => screen.getAllByRole('option').map((line) => line.querySelector('.title')?.textContent)

/** pressable shows a palette that has found A-1 and goes on looking; the answer lets it find all there is. */
async function pressable(): Promise<(...all: ReturnType<typeof lookHit>[]) => void> {
  let hits = [lookHit('A-1')]
  speakThrough(async (method) => {
    if (method === 'Look') return 1
    if (method === 'LookOn') return { hits, running: hits.length < 2, complete: true, full: false, down: 0, looked: 1 }
    return []
  })
  render(PaletteDialog)
  palette.show('A')
  await waitFor(() => expect(titles()[0]).toBe('A-1'))
  return (...all) => {
    hits = all
  }
}

test('a click is on the line that was pressed, whatever is found before the button is let go', async () => {
  const find = await pressable()
  const pressed = screen.getAllByRole('option')[0] as HTMLElement
  await fireEvent.pointerDown(pressed)
  find(lookHit('A-0'), lookHit('A-1'))
  await waitFor(() => expect(palette.items[0]?.title).toBe('A-0'))
  expect(titles()[0]).toBe('A-1')
  await fireEvent.pointerUp(window)
  await fireEvent.click(pressed)
  expect(address.place.path).toEqual(['order', 'A-1'])
})

test('what is found while a button is held is shown once it is let go beside the lines', async () => {
  const find = await pressable()
  await fireEvent.pointerDown(screen.getAllByRole('option')[0] as HTMLElement)
  find(lookHit('A-0'), lookHit('A-1'))
  await waitFor(() => expect(palette.items[0]?.title).toBe('A-0'))
  await fireEvent.pointerUp(window)
  await waitFor(() => expect(titles()[0]).toBe('A-0'))
})
