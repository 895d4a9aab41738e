import { UNSHOWN } from '../../../base/safe-text.js'
import type { Hit } from '../../../library/types.js'

/**
 * Run lines as trec_eval reads them: `query Q0 article rank score name`, separated by blanks. An article folded into a
 * hit as identical follows it on a line of its own, with the same score. White space, controls and bidi characters
 * inside an id, which would break the line or mislead its reader, are percent-encoded.
 */
export function trecLines(queryId: string, hits: readonly Hit[]): string {
  return expandDuplicates(hits)
    .map(({ id, score }, at) => `${field(queryId)} Q0 ${field(id)} ${at + 1} ${score} xunzhang\n`)
    .join('')
}

interface Ranked {
  readonly id: string
  readonly score: number
}

/**
 * The ranking with every article on its own, identical ones after the hit that they were folded into. An id that
 * several records share is kept only at its first place, because trec_eval refuses a run that names an article twice.
 */
export function expandDuplicates(hits: readonly Hit[]): readonly Ranked[] {
  const ranked = new Map<string, Ranked>()
  for (const { id, score, duplicates = [] } of hits) {
    for (const each of [id, ...duplicates]) if (!ranked.has(each)) ranked.set(each, { id: each, score })
  }
  return [...ranked.values()]
}

/** Characters that are percent-encoded: white space, which separates fields, and characters that may not be shown. */
const parting = new RegExp(`\\s|${UNSHOWN}`, 'g')

function field(text: string): string {
  return text.replace(parting, encodeURIComponent)
}
