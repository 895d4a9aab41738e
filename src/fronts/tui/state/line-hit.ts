/** Occurrences as the state keeps them, and the article of an occurrence as a hit. */
import type { Hit, KwicLine } from '../../../library/types.js'

/** Occurrences as far as they were fetched; `key` identifies the request that they answer. */
export interface Lines {
  readonly key: string
  readonly items: readonly KwicLine[]
  /** True once there are no more. */
  readonly isEnd: boolean
}

/** The article of an occurrence, with the fields that the occurrence contains. */
export function lineHit({ id, path, line, date, title, left, match, right }: KwicLine): Hit {
  const highlights = [[left.length, left.length + match.length]] as const
  return {
    ...{ id, title, date, path, line },
    ...{ rank: 0, score: 0, titleHighlights: [], author: '', tags: [], root: '', url: '' },
    snippet: { text: `${left}${match}${right}`, highlights },
  }
}
