/** Hits in the form that the page shows. */
import { alignedText } from '../../search/reading/aligned-text.js'
import { hitPassage, passageLength } from '../../search/reading/hit-passage.js'
import { byCount } from '../../search/facets.js'
import type { RelaxedAnswer } from '../../search/search-relaxing.js'
import type { WeightedMarks } from '../../search/marks.js'
import type { FoundArticle } from '../../search/scoring/rank-again.js'
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { markSurface } from '../../search/passages/passage.js'
import { firstSentence } from '../../text/first-sentence.js'
import type { Answer, ExportedHit, MarkedText, Question } from './types.js'

export function present(segment: SegmentReader, found: RelaxedAnswer, question: Question): Answer {
  // All are requested before the first is read, so that they are fetched together.
  for (const { article } of found.hits) segment.expect!(article)
  const length = passageLength(question.passage)
  return {
    query: question.query,
    total: found.total,
    hits: found.hits.map((hit) => presentHit(segment, hit, found.marks, length)),
    facets: Object.fromEntries(Array.from(found.facets, ([name, counts]) => [name, byCount(counts)])),
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
    passage: hitPassage(segment, article, marks, length),
  }
}

function markedTitle(segment: SegmentReader, article: number, title: string, marks: WeightedMarks): MarkedText {
  if (title === '') return { text: firstSentence(segment.text(article, Field.body)), highlights: [] }
  return { text: title, highlights: markSurface(alignedText(segment, article, Field.title), marks) }
}
