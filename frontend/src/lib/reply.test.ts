import { expect, test } from 'vitest'

import { blocksOf, htmlOf } from './reply'

const mail = `Here's exactly what happened with order A-1:

- 18 Nov 14:02: the order was received by us.
- 22 Nov 17:20: it shipped.
    r1/final#/items

Your system answered <503> & "no".

Times are in Europe/Stockholm.`

test('a reply has its points in a list, and what is under a point stays with it', () => {
  expect(blocksOf(mail)).toEqual([
    { kind: 'text', text: "Here's exactly what happened with order A-1:" },
    {
      kind: 'list',
      items: ['18 Nov 14:02: the order was received by us.', '22 Nov 17:20: it shipped.\nr1/final#/items'],
    },
    { kind: 'text', text: 'Your system answered <503> & "no".' },
    { kind: 'text', text: 'Times are in Europe/Stockholm.' },
  ])
})

test('what others wrote stays text in the formatted reply', () => {
  expect(htmlOf(mail)).toContain('<p>Your system answered &lt;503&gt; &amp; &quot;no&quot;.</p>')
  expect(htmlOf(mail)).toContain('<li>22 Nov 17:20: it shipped.<br>r1/final#/items</li>')
})

test('an edited reply without points is paragraphs', () => {
  expect(htmlOf('Hi Maja,\n\nit is on its way')).toBe('<p>Hi Maja,</p><p>it is on its way</p>')
})
