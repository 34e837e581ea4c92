// What a page of Chromium costs.

/** tasks are the tasks of a trace: how long each took, by the clock and by the processor, in ms. */
export function tasks(trace) {
  const { traceEvents } = JSON.parse(trace.toString())
  const main = traceEvents.filter((one) => one.name === 'thread_name' && one.args.name === 'CrRendererMain')
  const own = new Set(main.map((one) => `${one.pid} ${one.tid}`))
  return traceEvents
    .filter((one) => one.name.endsWith('RunTask') && one.ph === 'X' && own.has(`${one.pid} ${one.tid}`))
    .map((one) => ({ clock: one.dur / 1000, worked: (one.tdur ?? one.dur) / 1000 }))
}

export const longest = (list, by) => Math.round(list.reduce((most, one) => Math.max(most, one[by]), 0))

/** memory is what the page's objects take, in MB, after what is not needed is gone. */
export async function memory(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.enable').then(() => session.send('Performance.getMetrics'))
  await session.detach()
  return metrics.find((one) => one.name === 'JSHeapUsedSize').value / 2 ** 20
}
