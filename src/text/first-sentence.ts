/** The beginning of a text, for articles without a title. */
import { oneLine } from '../base/safe-text.js'

/** UTF-16 units. */
const longest = 60
/** How much of a text is examined, in the same unit: the rest need not be read. */
export const sentenceReach = 4 * longest

/** The first sentence or line of a text, cut if it is long. */
export function firstSentence(text: string): string {
  const line = oneLine(/[^\n]*\S[^\n]*/.exec(text.slice(0, sentenceReach))?.[0] ?? '').trim()
  // 。！？!?…
  const sentence = /^.*?[\u3002\uff01\uff1f!?\u2026]/u.exec(line)?.[0] ?? line
  if (sentence.length <= longest) return sentence
  const end = /[\ud800-\udbff]/.test(sentence[longest - 1]!) ? longest - 1 : longest
  return `${sentence.slice(0, end)}…`
}
