/** What went wrong without its full stop, and what to do about it as a sentence. */
export type Sentence = readonly [what: string, remedy: string]

/** Sentences by reason. The parameters that a sentence takes are plain data, so that an error can cross a thread's border. */
export type Sentences = Readonly<Record<string, Sentence | ((parameters: never) => Sentence)>>

/** `1 group`, `2 groups`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
