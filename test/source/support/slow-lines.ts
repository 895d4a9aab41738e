import { briefly, ratioOf } from '../../support/growth.js'

/** Quadratic in a line that does not have the sign: what takes far longer than this is cubic, or worse. */
const quadratic = /.*\u0002/
/**
 * Patterns of many branches and bounded loops take some ten times as long. Those whose parts can share out the words of
 * a line in thousands of ways took thousands of times as long.
 */
const most = 60

/** @returns the lines for which a pattern takes too long */
export async function slowLines(pattern: RegExp, lines: readonly string[]): Promise<string[]> {
  const slow: string[] = []
  for (const line of lines) {
    const trying = (): boolean => ((pattern.lastIndex = 0), pattern.test(line))
    if ((await ratioOf(trying, () => quadratic.test(line), most, briefly)) >= most) slow.push(line)
  }
  return slow
}
