/** Feeds whose tags don't nest: the parser reads them all the same, and what a mistake hides is told. */
import { isProblem, problem } from '../../article.js'
import type { Article, Problem } from '../../article.js'
import { missingSentences, unitsOf } from '../../missing-sentences.js'
import { hasNestedTags } from '../converted/nested-tags.js'

/** The articles of a feed, and behind them whether broken markup hid prose. */
export function* withHiddenTold(
  items: Iterable<Article | Problem>,
  xml: string,
  path: string,
): Iterable<Article | Problem> {
  if (hasNestedTags(xml)) yield* items
  else yield* withMissingTold(items, xml, path)
}

/** The same for what is no XML at all. */
export function* withMissingTold(
  items: Iterable<Article | Problem>,
  markup: string,
  path: string,
): Generator<Article | Problem, void> {
  const texts: string[] = []
  for (const item of items) {
    if (!isProblem(item)) texts.push(item.title, item.body, item.captions.join('\n'))
    yield item
  }
  const hidden = missingSentences(texts.join('\n'), linesOf(markup))
  if (hidden.length > 0) yield problem(path, 'TEXT_HIDDEN', { most: unitsOf(hidden) })
}

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** What stands between tags, escaped or not, in comments, and in a tag that a mistake made of a sentence. */
function linesOf(xml: string): string[] {
  const decoded = xml.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]!).replace(/&[#\w]{1,10};/g, ' ')
  const parts = decoded.split(/<!\[CDATA\[|\]\]>|<!--|-->|<[^<>\u2e80-\uffef]{0,1000}>|\n/)
  return parts.map((part) => part.trim())
}
