/**
 * Feeds with malformed or wrongly nested tags. The parser reads them all the same, and text that a mistake hides is
 * reported.
 */
import type { Article, Problem } from '../../article.js'
import { SHORTEST_SENTENCE, isSentence, withMissingReported } from '../../missing-sentences.js'
import { hasBrokenTag, hasNestedTags } from '../converted/nested-tags.js'

/** Yields the articles of a feed, and after them a problem if broken markup hid prose. */
export function* reportHidden(
  items: Iterable<Article | Problem>,
  xml: string,
  path: string,
): Iterable<Article | Problem> {
  const loose: string[] = []
  const isSound = hasNestedTags(xml, (elements, from, to) => {
    if (to - from < SHORTEST_SENTENCE || !(HOLDS_NO_TEXT.has(elements.at(-1) ?? '') || elements.some(isValue))) return
    const text = xml.slice(from, to).trim()
    if (isSentence(text)) loose.push(text)
  })
  if (!isSound || hasBrokenTag(xml)) yield* withMissingReported(items, xml, path)
  else if (loose.length > 0) yield* withMissingReported(items, loose.join('\n'), path)
  else yield* items
}

/** Elements that contain only elements: text directly in one has lost its tag. */
const HOLDS_NO_TEXT = new Set(['rss', 'channel', 'rdf:RDF', 'feed', 'item', 'entry', 'en-export', 'note'])
/** Elements that are read as dates and addresses, so that prose in them would be lost. */
const VALUES = new Set('pubDate published updated dc:date date issued wp:post_date link created source-url'.split(' '))
const isValue = (name: string): boolean => VALUES.has(name)
