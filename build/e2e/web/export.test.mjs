import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

import { unpack } from '../stage/archive.mjs'
import { ask, held, story } from '../stage/program.mjs'
import { scene } from '../stage/scene.mjs'
import { languages } from '../stage/words.mjs'

const mail = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g

for (const language of languages) {
  scene(
    `a request is shared as an archive without anybody's address (${language})`,
    { language },
    async ({ page, say, like, server }) => {
      const { requests } = await held(server, 'order', await story('COMPLETE'))
      await page.goto(new URL(`#/requests/${requests[0].id}`, server.url).href)
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: say('export'), exact: true }).click()
      const download = await coming
      assert.match(download.suggestedFilename(), /^ordertrail-export-[\w-]+\.zip$/)
      await page
        .getByRole('status')
        .filter({ hasText: like('exported') })
        .waitFor()
      const texts = unpack(await readFile(await download.path()))
      for (const part of ['original', 'template.source', 'final', 'response'])
        assert.ok(
          [...texts.keys()].some((name) => name.includes(`/${part}.`)),
          `${part} is not among ${[...texts.keys()]}`,
        )

      const whole = await ask(
        ['export', requests[0].id, '--format', 'json', '--unmasked', '-o', '-', '--data', server.data],
        { home: server.home },
      )
      const addresses = new Set(whole.match(mail))
      assert.ok(addresses.size > 0, 'the request names no address, so this test would prove nothing')
      for (const [name, text] of texts)
        for (const address of addresses) assert.ok(!text.includes(address), `${address} is in ${name}`)
      assert.ok(
        [...texts.values()].some((text) => text.includes('‹email:')),
        'there is no pseudonym',
      )
    },
  )
}
