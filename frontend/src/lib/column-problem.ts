import { m } from '../paraglide/messages'
import type { Cells } from './cells.svelte'
import type { CellPage } from './types'

/** pathProblem says in words why no record can have a value at a path; "" when one can. */
export function pathProblem(state: CellPage['paths'][number] | undefined, texts: readonly string[]): string {
  if (!state || state.problem === 'fits') return ''
  if (state.problem === 'broken') return m.columns_path_broken({ detail: state.detail })
  return m.columns_path_no_text({ names: texts.join(', ') })
}

/** problemOf is what is wrong with a column of a path, or why its values could not be looked up. */
export function problemOf(cells: Cells, path: string, texts: readonly string[]): string {
  return pathProblem(cells.problems.get(path), texts) || cells.failed
}
