/** How suggestions are compared: width and case don't count. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const startsHan = /^\p{Script=Han}/u

/**
 * Terms of a suggestion: every pair of Han neighbours, and the beginnings of other words.
 *
 * FlexSearch's own Charset.CJK keeps each character once and forgets their order: 卡耶 then finds 耶卡 as well
 * (only 0.20 of its answers to exact strings contain the string), and Latin words are split into letters.
 */
export function termsOfSuggestion(text: string): string[] {
  return termsOf(text, beginnings)
}

/** Terms of what was typed. A single Han character gives none, because it forms no pair. */
export function termsOfTyped(text: string): string[] {
  return termsOf(text, (word) => [word.slice(0, longestBeginning)])
}

const longestBeginning = 12

function termsOf(text: string, ofOther: (word: string) => string[]): string[] {
  const out: string[] = []
  for (const [run] of fold(text).matchAll(runs)) {
    for (const term of startsHan.test(run) ? pairs([...run]) : ofOther(run)) out.push(term)
  }
  return out
}

function beginnings(word: string): string[] {
  const count = Math.min(word.length, longestBeginning)
  return Array.from({ length: count }, (_, i) => word.slice(0, i + 1))
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, i) => characters[i]! + character)
}
