/** Kinds of errors. They are stable: scripts may rely on them. */
export type ErrorCode =
  | 'USAGE' // an unknown option, a missing argument
  | 'QUERY_SYNTAX' // a query that can't be read
  | 'QUERY_TOO_LONG'
  | 'INPUT_MISSING' // a path that isn't there
  | 'INPUT_UNREADABLE' // a file or record that can't be read or parsed
  | 'INPUT_TOO_LARGE'
  | 'LEXICON_INVALID'
  | 'INDEX_MISSING'
  | 'INDEX_DAMAGED' // magic, checksum or a cross-reference is wrong
  | 'INDEX_VERSION' // written by another version of the format
  | 'INDEX_ANALYZER' // written with another analyser or lexicon
  | 'INDEX_LOCKED' // another process writes
  | 'ARTICLE_MISSING'
  | 'DISK_FULL'
  | 'NOT_WRITABLE'
  | 'CONFIG_INVALID'
  | 'BACKEND' // a remote search backend can't answer
  | 'INTERRUPTED'
  | 'TIME_EXCEEDED' // an answer takes longer than the time limit
  | 'UNAVAILABLE' // a package, a model, a port or a terminal isn't available

/** What went wrong without its full stop, and what to do about it as a sentence. */
export type Sentence = readonly [what: string, remedy: string]

/**
 * What is wrong and what to do about it, as the user reads it: the first full stop separates the two. `{name}` stands
 * for a parameter, `{count|article}` for `1 article` or `2 articles`, and `{count:is|are}` for one of two words. A
 * function says what a template cannot.
 */
export type Row = string | ((parameters: never) => Sentence)

/**
 * Rows by code and reason, and for reasons of several kinds by the parameter `what`. The parameters are plain data, so
 * that an error can be sent between threads.
 */
export type Sentences = Readonly<
  Partial<Record<ErrorCode, Readonly<Record<string, Row | Readonly<Record<string, Row>>>>>>
>

/** English rows, made when the first fault is told: most runs tell none. */
export const table = <const T extends Sentences>(make: () => T): (() => T) => make

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
