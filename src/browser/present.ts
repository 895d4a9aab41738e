/** Hits as the page shows them. */
import { alignedText } from '../reading/aligned-text.js'
import type { RelaxedAnswer } from '../search/search-relaxing.js'
import type { WeightedMarks } from '../search/marks.js'
import type { FoundArticle } from '../search/scoring/rank-again.js'
import { Field } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { makePassage, markSurface } from '../snippet/passage.js'
import { firstSentence } from '../text/first-sentence.js'
import type { Answer, ExportedHit, FacetValue, MarkedText, Question } from './types.js'

const defaultPassage = 120

export function present(segment: SegmentReader, found: RelaxedAnswer, question: Question): Answer {
  // All are asked for before the first is read, so that they come together.
  for (const { article } of found.hits) segment.expect!(article)
  const length = Math.max(20, question.passage ?? defaultPassage)
  return {
    query: question.query,
    total: found.total,
    hits: found.hits.map((hit) => presentHit(segment, hit, found.marks, length)),
    facets: Object.fromEntries(Array.from(found.facets, ([name, counts]) => [name, sortedValues(counts)])),
    ...(found.relaxed !== undefined && { relaxed: found.relaxed }),
  }
}

function presentHit(segment: SegmentReader, hit: FoundArticle, marks: WeightedMarks, length: number): ExportedHit {
  const { article, score } = hit
  const { record, title, author, tags } = segment.head(article)
  return {
    id: record.id,
    score: Math.round(score * 1e6) / 1e6,
    url: record.url,
    title: markedTitle(segment, article, title, marks),
    hasTitle: title !== '',
    date: record.date,
    author,
    tags,
    passage: passageOf(segment, article, marks, length),
  }
}

function markedTitle(segment: SegmentReader, article: number, title: string, marks: WeightedMarks): MarkedText {
  if (title === '') return { text: firstSentence(segment.text(article, Field.body)), highlights: [] }
  return { text: title, highlights: markSurface(alignedText(segment, article, Field.title), marks) }
}

/** The body's, or the captions' where only they answer. */
function passageOf(segment: SegmentReader, article: number, marks: WeightedMarks, length: number): MarkedText {
  const body = makePassage(alignedText(segment, article, Field.body), marks, length)
  if (body.highlights.length > 0) return body
  const captions = makePassage(alignedText(segment, article, Field.captions), marks, length)
  return captions.highlights.length > 0 ? captions : body
}

function sortedValues(counts: ReadonlyMap<string, number>): FacetValue[] {
  const values = Array.from(counts, ([value, count]) => ({ value, count }))
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
