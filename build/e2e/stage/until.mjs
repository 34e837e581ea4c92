import assert from 'node:assert/strict'

/** until asks again and again, until the answer is truthy, and gives it. */
export async function until(what, asked, patience = 15_000) {
  const end = Date.now() + patience
  for (;;) {
    const answer = await asked()
    if (answer) return answer
    if (Date.now() > end) assert.fail(`never: ${what}`)
    await new Promise((again) => setTimeout(again, 40))
  }
}
