/** Which sentences of a source stand in no article that was read from it. */

/** What a line is known by: blanks are collapsed in what is read, and characters escaped in what is not. */
const PIECES = /[^\s&<>]{12}/g
/** Each takes a look through the whole text. */
const MOST = 100

/** @param text what was read @param lines in the order of the source @returns at most 100 of them */
export function missingSentences(text: string, lines: Iterable<string>): readonly string[] {
  const missing: string[] = []
  let from = 0
  const isThere = (piece: string): boolean => {
    let at = text.indexOf(piece, from)
    if (at < 0) at = text.indexOf(piece)
    if (at >= 0) from = at
    return at >= 0
  }
  for (const line of lines) {
    if (!isSentence(line) || (line.match(PIECES) ?? []).every(isThere)) continue
    if (missing.push(line) === MOST) break
  }
  return missing
}

/** Shorter ones are names and dates of a file's own grammar. */
export const isSentence = (line: string): boolean => line.length >= 20 && /[，。！？；、]/.test(line)

export const unitsOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0)
