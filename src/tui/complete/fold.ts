/** How suggestions are compared: width and case don't count. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const startsHan = /^\p{Script=Han}/u

/**
 * Terms of a suggestion: for Han every pair of neighbours and the last character, other words whole. FlexSearch
 * indexes each term's beginnings ("forward"), so a pair also answers for its first character, a word for its start.
 *
 * FlexSearch's own Charset.CJK keeps each character once and forgets their order: 卡耶 then finds 耶卡 as well
 * (0.20 of its answers to exact strings hold the string), and Latin words fall apart into letters.
 */
export function termsOfSuggestion(text: string): string[] {
  return termsOf(text, (characters) => [...pairs(characters), characters.at(-1)!])
}

/** Terms of what was typed: pairs, or the one character there is. */
export function termsOfTyped(text: string): string[] {
  return termsOf(text, (characters) => (characters.length === 1 ? [...characters] : pairs(characters)))
}

function termsOf(text: string, ofHan: (characters: readonly string[]) => string[]): string[] {
  const out: string[] = []
  for (const [run] of fold(text).matchAll(runs)) {
    if (startsHan.test(run)) out.push(...ofHan([...run]))
    else out.push(run)
  }
  return out
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, i) => characters[i]! + character)
}
