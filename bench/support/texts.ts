/** The articles that every contender gets: one article a line of JSON, its text as it is. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

export interface BenchArticle {
  readonly _id: string
  readonly title: string
  readonly text: string
  readonly date?: string
}

/** Lines of a file, read in pieces, of which one at a time is in memory. */
export function* readLines(file: string): Generator<string> {
  const handle = openSync(file, 'r')
  const piece = Buffer.alloc(1 << 18)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      const lines = (rest + decoder.write(piece.subarray(0, read))).split('\n')
      rest = lines.pop()!
      yield* lines
    }
    rest += decoder.end()
    if (rest !== '') yield rest
  } finally {
    closeSync(handle)
  }
}

/** @param most articles to read at most */
export function* readArticles(file: string, most = Number.POSITIVE_INFINITY): Generator<BenchArticle> {
  let count = 0
  for (const line of readLines(file)) {
    if (count++ >= most) return
    if (line !== '') yield JSON.parse(line) as BenchArticle
  }
}

/** Title and text as one string, for peers without fields. A title that the text repeats is left out. */
export function wholeText({ title, text }: BenchArticle): string {
  return title === '' || text.includes(title) ? text : `${title}\n${text}`
}

/** The form in which strings are compared: compatible characters unified (NFKC), lower case. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
