/** More like this: the query made of an article's heaviest terms. */
import { XunzhangError } from '../../base/errors.js'
import { defaultFields, Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { QueryNode } from '../../query/index.js'
import { inverseDocumentFrequency } from '../parameters.js'
import type { PlannedTerm } from '../planning/plan.js'
import type { SearchRequest } from '../searcher.js'
import type { CollectionStatistics } from '../scoring/statistics.js'
import { createAnalysis, TokenKind, type Analyzer, type Analysis } from '../../text/analysis/analysis.js'
import { textOf } from '../../text/units.js'

/** The topic of an article: the terms that it repeats and other articles lack, heaviest first (tf·idf). */
interface HeavyTerm {
  readonly text: string
  /** The weight of its number of occurrences, below 1; the search adds the weight of its rarity. */
  readonly factor: number
}

const shortest = 2
/** The number of occurrences at which the factor is half of its maximum. */
const saturation = 1.5

/**
 * @param idf rarity of a term in the collection, 0 for a term without information
 * @param most terms to return
 */
function heaviestTerms(analysis: Analysis, idf: (term: string) => number, most: number): HeavyTerm[] {
  return Array.from(countTerms(analysis), ([text, count]) => {
    const factor = count / (count + saturation)
    return { text, factor, weight: factor * idf(text) }
  })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, most)
    .map(({ text, factor }) => ({ text, factor: Math.round(factor * 1000) / 1000 }))
}

/** Words of two or more characters, Latin words included; numbers refer to dates rather than topics. */
function countTerms({ tokenCount, tokenEnd, tokenKind, units }: Analysis): Map<string, number> {
  const counts = new Map<string, number>()
  for (let token = 0, start = 0; token < tokenCount; start = tokenEnd[token++]!) {
    const end = tokenEnd[token]!
    const kind = tokenKind[token]!
    if (end - start < shortest || (kind !== TokenKind.han && kind !== TokenKind.alnum)) continue
    const text = textOf(units, start, end)
    if (!/^\p{N}+$/u.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

const mostTerms = 24

interface ArticlePlace {
  readonly segment: SegmentReader
  readonly article: number
}

export interface TermNumbers {
  readonly articles: number
  /** Number of articles that contain a term, in the field where most do. */
  readonly holding: (term: string) => number
}

export function termNumbers({ articles, documentFrequency }: CollectionStatistics): TermNumbers {
  return { articles, holding: (term) => documentFrequency(asPlanned(term), true) }
}

/** In the form of a query plan; two Han characters count as a bigram, not as a word. */
export function asPlanned(text: string): PlannedTerm {
  const kind = text.length === 2 && /^\p{Script=Han}{2}$/u.test(text) ? 'pair' : 'term'
  return { kind, text, fields: defaultFields, weight: 1, occurrences: 1, required: false, marked: false, soft: true }
}

/** @param node the reader's own query; both must match */
export function likeQuery(
  { segment, article }: ArticlePlace,
  node: QueryNode | undefined,
  { articles, holding }: TermNumbers,
  analyzer: Analyzer,
): QueryNode | undefined {
  // A term that no other article contains finds nothing.
  const idf = (term: string): number => {
    const count = holding(term)
    return count < 2 ? 0 : inverseDocumentFrequency(articles, count)
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
  if (operands.length === 0) return undefined
  // Among the terms, the reader's words would be optional like them. Inside an `or`, they are a required part.
  const all = node === undefined ? operands : [{ kind: 'or' as const, span: node.span, operands: [node] }, ...operands]
  return { kind: 'and', span, operands: all }
}

/** The terms are alternatives in every match mode, because no other article contains all of them. */
export function requestLike(request: SearchRequest, node: QueryNode | undefined): SearchRequest {
  return { ...request, node, match: request.match === 'all' ? 'auto' : request.match }
}

export function noSuchArticle(id: string): XunzhangError {
  return new XunzhangError('ARTICLE_MISSING', { id }, { where: '--like' })
}
