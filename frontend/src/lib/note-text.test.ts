import { expect, test } from 'vitest'

import { blocksOf } from './note-text'

const told = (note: string) =>
  blocksOf(note).map((block) => [
    block.list ? 'list' : 'text',
    ...block.lines.map((line) => line.map((span) => `${span.kind}:${span.text}`).join('|')),
  ])

test.each([
  ['words', 'She *rings* **back** on `FP-1`.', [['text', ':She |em:rings|: |strong:back|: on |code:FP-1|:.']]],
  [
    'lists between paragraphs',
    'Do:\n- one\n- two\n\nThen',
    [
      ['text', ':Do:'],
      ['list', ':one', ':two'],
      ['text', ':Then'],
    ],
  ],
  ['line ends stay', 'a\r\nb', [['text', ':a', ':b']]],
  ['signs that mean nothing are text', '2 * 3 * 4 **', [['text', ':2 * 3 * 4 **']]],
  ['markup is text', '<b onclick="x()">', [['text', ':<b onclick="x()">']]],
  ['nothing', ' \n', []],
])('%s', (_, note, want) => {
  expect(told(note)).toEqual(want)
})
