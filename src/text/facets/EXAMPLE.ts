/**
 * A facet to copy. Then list it in `index.ts`, and name it in `fronts/messages/LANGUAGE/terms.ts`: the compiler asks for both.
 * Counting, filtering (`section:` and `栏目:`), completion, the pane of filters and all doors follow. A facet whose value
 * can't be derived from what is stored has `values` instead of `derive`: see the author in `index.ts`.
 */
import type { DerivedFacet } from './facet.js'

/** The section of a site: the first folder of an article's address. */
export const section = {
  name: 'section',
  chinese: ['栏目', '欄目'],
  derive: ({ url }) => /^[a-z]+:\/\/[^/]+\/([^/?#]+)\//i.exec(url)?.[1] ?? '',
} as const satisfies DerivedFacet
