// Looks for what would keep someone out of a page.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const grave = new Set(['serious', 'critical'])

/** sound looks for what would keep someone out, and names where. */
export async function sound(page, where) {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const { violations } = await page.evaluate('axe.run({ resultTypes: ["violations"] })')
  const found = violations
    .filter((one) => grave.has(one.impact))
    .map(
      (one) =>
        `${one.id}: ${one.help}\n    ${one.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join('\n    ')}`,
    )
  assert.deepEqual(found, [], where)
}
