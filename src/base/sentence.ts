/** What went wrong without its full stop, and what to do about it as a sentence. */
export type Sentence = readonly [what: string, remedy: string]

/**
 * Sentences by reason. The parameters that a sentence takes are plain data, so that an error can be sent between
 * threads.
 */
export type Sentences = Readonly<Record<string, Sentence | ((parameters: never) => Sentence)>>

/** `1 group`, `2 groups`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

const mostNamed = 3
const longestNamed = 30

/** The first few of the strings that a user typed, each cut to what a line can show; `…` for the others. */
export function firstFew(strings: readonly string[], quotes: readonly [string, string]): string[] {
  const shown = strings.slice(0, mostNamed).map((string) => {
    const characters = [...string]
    const text = characters.length > longestNamed ? `${characters.slice(0, longestNamed).join('')}…` : string
    return `${quotes[0]}${text}${quotes[1]}`
  })
  return strings.length > mostNamed ? [...shown, '…'] : shown
}
