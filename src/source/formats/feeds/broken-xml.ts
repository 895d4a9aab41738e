/** Feeds whose tags don't nest or are no tags: the parser reads them all the same, and what a mistake hides is told. */
import type { Article, Problem } from '../../article.js'
import { withMissingTold } from '../../missing-sentences.js'
import { hasNestedTags } from '../converted/nested-tags.js'

/** The articles of a feed, and behind them whether broken markup hid prose. */
export function* withHiddenTold(
  items: Iterable<Article | Problem>,
  xml: string,
  path: string,
): Iterable<Article | Problem> {
  if (hasNestedTags(xml) && !hasBrokenTag(xml)) yield* items
  else yield* withMissingTold(items, xml, path)
}

/** Tags that hold Han: few do, and elsewhere a text in a tag is a mistake. */
const OF_HAN = /<[a-z][^<>\u2e80-\uffef]{0,1000}[\u2e80-\uffef][^<>]{0,2000}>/gi
const SOUND = /^<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>$/

function hasBrokenTag(xml: string): boolean {
  for (const [tag] of xml.matchAll(OF_HAN)) if (!SOUND.test(tag)) return true
  return false
}
