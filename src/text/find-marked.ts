/** Finds a query's characters in the text of an article. */

/** Result of {@link findMarked}, reused: valid until its next call. */
const found = { count: 0, positions: new Int32Array(1 << 12) }

/**
 * The positions in units[start, end) whose unit has a non-zero mark, ascending.
 * @param marks by unit, 65,536 of them
 */
export function findMarked(units: Uint16Array, start: number, end: number, marks: Uint8Array): typeof found {
  if (found.positions.length < end - start) found.positions = new Int32Array(2 * (end - start))
  const { positions } = found
  let count = 0
  let at = start
  // Hot: nearly all units are unmarked, so four share a comparison.
  for (const last = end - 3; at < last; at += 4) {
    const a = marks[units[at]!]!
    const b = marks[units[at + 1]!]!
    const c = marks[units[at + 2]!]!
    const d = marks[units[at + 3]!]!
    if ((a | b | c | d) === 0) continue
    if (a !== 0) positions[count++] = at
    if (b !== 0) positions[count++] = at + 1
    if (c !== 0) positions[count++] = at + 2
    if (d !== 0) positions[count++] = at + 3
  }
  for (; at < end; at++) if (marks[units[at]!] !== 0) positions[count++] = at
  found.count = count
  return found
}

/**
 * For finding a string in linear time (Knuth, Morris and Pratt, 1977). By matched length: the length of the longest
 * proper prefix of the match that is also a suffix of it, so how much of the match remains if the next unit differs.
 */
export function fallbackOf(units: Uint16Array): Int32Array {
  const fallback = new Int32Array(units.length + 1)
  let matched = 0
  for (let at = 1; at < units.length; at++) {
    while (matched > 0 && units[at] !== units[matched]) matched = fallback[matched]!
    if (units[at] === units[matched]) matched++
    fallback[at + 1] = matched
  }
  return fallback
}
