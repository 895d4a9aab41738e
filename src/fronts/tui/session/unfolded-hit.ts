import type { Hit, MarkedArticle } from '../../../library/types.js'
import { rangesWithin } from '../state/article-rows.js'
import type { ShownHit } from '../state/model.js'

/** Length of a passage, and of its part before the first match, in UTF-16 units. */
const passageLength = 160
const lead = 20

/** An article folded behind `leader` as a hit of its own, with a passage around its first match. */
export function unfoldedHit(leader: Hit, { article, ...marks }: MarkedArticle, similarity: number): ShownHit {
  const { id, title, date, author, tags, path, root, line, url, body } = article
  const start = Math.max(0, (marks.bodyHighlights[0]?.[0] ?? 0) - lead)
  const end = start + passageLength
  return {
    ...{ id, title, date, author, tags, path, root, line, url },
    rank: leader.rank,
    score: leader.score,
    titleHighlights: marks.titleHighlights,
    snippet: {
      text: body.slice(start, end).replaceAll('\n', ' '),
      highlights: rangesWithin(marks.bodyHighlights, start, end),
    },
    foldedInto: { id: leader.id, similarity },
  }
}
