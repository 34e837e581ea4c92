/** mergeTop brings the rows held up to date with the newest page, and counts those that are not held yet. */
export function mergeTop<Row>(
  held: readonly Row[],
  newest: readonly Row[],
  key: (row: Row) => string,
): { rows: Row[]; fresh: number } {
  const known = new Set(held.map(key))
  const newer = new Map(newest.map((row) => [key(row), row]))
  return {
    rows: held.map((row) => newer.get(key(row)) ?? row),
    fresh: newest.filter((row) => !known.has(key(row))).length,
  }
}
