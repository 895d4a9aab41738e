/** More like this: the query that an article's heaviest terms make. */
import { XunzhangError } from '../errors.js'
import { Field } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import type { QueryNode } from '../query/index.js'
import { inverseDocumentFrequency } from '../search/parameters.js'
import { heaviestTerms } from '../similar/heaviest-terms.js'
import type { Analyzer } from '../text/analysis.js'
import { createAnalysis } from '../text/analysis.js'
import { collectionView } from './collection-view.js'

const mostTerms = 24

/** @param node what the reader typed besides; both must be answered */
export function likeQuery(
  { segment, article }: { segment: SegmentReader; article: number },
  node: QueryNode | undefined,
  segments: readonly SegmentReader[],
  analyzer: Analyzer,
): QueryNode | undefined {
  const collection = collectionView(segments, analyzer)
  const articles = segments.reduce((sum, one) => sum + one.articles, 0)
  const idf = (term: string): number => {
    const isPair = /^\p{Script=Han}{2}$/u.test(term) && term.length === 2
    const holding = isPair
      ? collection.pairFrequency(term.charCodeAt(0), term.charCodeAt(1))
      : collection.termFrequency(term)
    // What no other article holds finds nothing.
    return holding < 2 ? 0 : inverseDocumentFrequency(articles, holding)
  }
  const text = `${segment.text(article, Field.title)}\n${segment.text(article, Field.body)}`
  const terms = heaviestTerms(analyzer.analyze(text, createAnalysis()), idf, mostTerms)
  const span = [0, 0] as const
  const operands: QueryNode[] = terms.map(({ text, factor }) => ({
    kind: 'boost',
    span,
    factor,
    operand: { kind: 'text', span, text },
  }))
  const all = node === undefined ? operands : [node, ...operands]
  return all.length < 2 ? all[0] : { kind: 'and', span, operands: all }
}

export function noSuchArticle(id: string): XunzhangError {
  return new XunzhangError('ARTICLE_MISSING', `no article has the id "${id}"`, {
    where: '--like',
    remedy: '"xunzhang search" prints ids.',
  })
}
