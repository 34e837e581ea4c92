import { expect, test } from 'vitest'

import { runsOf } from './day-tally.svelte'
import { useZone } from './zone'

test('days that follow one another are counted together, over a change of the clocks too', () => {
  useZone('Europe/Stockholm')
  const [fri, sat, sun, mon] = ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26'].map((day) =>
    Date.parse(`${day}T00:00:00${day === '2026-10-26' ? '+01:00' : '+02:00'}`),
  )
  expect(runsOf([fri, sat, sun, mon] as number[])).toEqual([[fri, sat, sun, mon]])
  expect(runsOf([fri, sun, mon] as number[])).toEqual([[fri], [sun, mon]])
})
