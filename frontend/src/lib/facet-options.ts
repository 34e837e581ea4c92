import type { Option } from '../ui/icons'
import { number } from './format'
import type { FacetValue } from './types'

/** facetOptions are what a chip offers: all of a closed set, else what there is and what is chosen; each with its count. */
export function facetOptions(
  values: readonly FacetValue[],
  chosen: readonly string[],
  counting: boolean,
  closed?: readonly Option[],
): Option[] {
  const found = new Map(values.map((one) => [one.value, one]))
  const missing = chosen.filter((value) => !found.has(value)).map((value) => ({ value, text: value }))
  const offered = closed ?? [...values.map(({ value, name }) => ({ value, text: name })), ...missing]
  return offered.map((option) => ({ ...option, count: countWords(found.get(option.value)?.count ?? 0, counting) }))
}

/** countWords writes how many; with a plus where there may be more. */
export const countWords = (count: number, counting: boolean): string => number(count) + (counting ? '+' : '')
