import { expect, test } from 'vitest'

import { jsonPathOf } from './pointer'

test('a JSON pointer is asked for as a path, with its escapes undone', () => {
  expect(jsonPathOf('/items/0/a~1b~0c')).toBe("$['items'][0]['a/b~c']")
  expect(jsonPathOf("/it's")).toBe("$['it\\'s']")
})
