/** Feeds whose tags don't nest: the parser reads them all the same, and what a mistake hides is told. */
import type { Article, Problem } from '../../article.js'
import { withMissingTold } from '../../missing-sentences.js'
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
