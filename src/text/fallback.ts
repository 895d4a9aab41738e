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
