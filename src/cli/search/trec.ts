import type { Hit } from '../../engine/types.js'

/**
 * Run lines as trec_eval reads them: `query Q0 article rank score name`, parted by blanks. An article folded into a hit
 * as identical follows it on a line of its own, with the same score. White space and controls inside an id, which would
 * break the line, are percent-encoded.
 */
export function trecLines(queryId: string, hits: readonly Hit[]): string {
  return expandDuplicates(hits)
    .map(({ id, score }, at) => `${field(queryId)} Q0 ${field(id)} ${at + 1} ${score} xunzhang\n`)
    .join('')
}

/** The ranking with every article on its own, identical ones behind the hit that they were folded into. */
export function expandDuplicates(hits: readonly Hit[]): readonly { readonly id: string; readonly score: number }[] {
  return hits.flatMap(({ id, score, duplicates = [] }) => [id, ...duplicates].map((each) => ({ id: each, score })))
}

function field(text: string): string {
  return text.replace(/[\s\0-\x1F\x7F]/g, encodeURIComponent)
}
