import { expect, test } from 'vitest'

import { chartOf, lineOf } from './chart'

const day = (n: number, total: number, failed = 0) => ({ from: n, to: n + 1, total, failed })

test('the parts of a day stand on each other and never leave the chart', () => {
  const { bars } = chartOf([day(0, 100, 25), day(1, 50), day(2, 0)], 300, 100)
  const [first, second, third] = bars
  expect(first && [first.top + first.failed + first.rest, first.failed / first.rest]).toEqual([
    100,
    expect.closeTo(1 / 3),
  ])
  expect(first && second && second.rest / (first.rest + first.failed)).toBeCloseTo(0.5)
  expect(third && [third.rest, third.failed]).toEqual([0, 0])
  expect(first && second && third && [first.x, third.x + third.width]).toEqual([0, expect.closeTo(300)])
})

test('one failure among thousands can be seen', () => {
  const [bar] = chartOf([day(0, 100_000, 1)], 100, 100).bars
  expect(bar?.failed).toBeGreaterThanOrEqual(2)
  expect(bar?.top).toBeGreaterThanOrEqual(0)
})

test('the numbers beside a chart are whole and round', () => {
  expect(chartOf([day(0, 237)], 100, 100).ticks.map((tick) => tick.n)).toEqual([100, 200, 300])
  expect(chartOf([day(0, 1)], 100, 100).ticks.map((tick) => tick.n)).toEqual([1])
  expect(chartOf([day(0, 0)], 100, 100).bars[0]?.rest).toBe(0)
})

test('a line goes from its lowest to its highest, and one without a change stays low', () => {
  const [first, , last] = lineOf([0, 5, 10], 96, 30)
  expect([first?.y, last?.y]).toEqual([27, 3])
  expect(lineOf([4, 4], 96, 30).map((point) => point.y)).toEqual([27, 27])
})
