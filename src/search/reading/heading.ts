import { surfaceStart } from '../../storage/segment/articles/packed-text.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { firstSentence, sentenceReach } from '../../text/first-sentence.js'

/** The heading of an article without a title: its first sentence, from the text that passages are taken from. */
export function headingOf(segment: SegmentReader, article: number): string {
  const texts = segment.texts(article)
  return (texts.heading ??= firstSentence(surfaceStart(texts.body, segment.vocabulary, sentenceReach)))
}
