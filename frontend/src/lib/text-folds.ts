/** Fold is a line and the lines inside of it that are hidden: those after line, up to end. */
export interface Fold {
  line: number
  end: number
}

/** folded adds a fold; those inside of it are part of it now. */
export function folded(folds: readonly Fold[], added: Fold): Fold[] {
  if (added.end <= added.line) return [...folds]
  const kept = folds.filter((fold) => fold.line < added.line || fold.line > added.end)
  return [...kept, added].sort((a, b) => a.line - b.line)
}

/** lineOfRow is the line that stands in a row, when folded lines take none. */
export function lineOfRow(folds: readonly Fold[], row: number): number {
  let line = row
  for (const fold of folds) {
    if (fold.line >= line) break
    line += fold.end - fold.line
  }
  return line
}

/** rowOfLine is the row that a line stands in; that of the fold that hides it. */
export function rowOfLine(folds: readonly Fold[], line: number): number {
  let hidden = 0
  for (const fold of folds) {
    if (fold.line >= line) break
    if (line <= fold.end) return fold.line - hidden
    hidden += fold.end - fold.line
  }
  return line - hidden
}

/** hiddenBy is how many lines a fold at a line hides; 0 where there is none. */
export function hiddenBy(folds: readonly Fold[], line: number): number {
  const fold = folds.find((one) => one.line === line)
  return fold ? fold.end - fold.line : 0
}

/** hiding is the fold that hides a line. */
export function hiding(folds: readonly Fold[], line: number): Fold | undefined {
  return folds.find((fold) => fold.line < line && line <= fold.end)
}

/** hidden is how many lines folds hide together. */
export function hidden(folds: readonly Fold[]): number {
  return folds.reduce((sum, fold) => sum + fold.end - fold.line, 0)
}
