/**
 * Narrows the candidates of an exact string that begins or ends inside a Latin word or number: each must contain a term
 * with that piece. Finding these terms takes a scan of all terms, so this is done only for exports, where each text has
 * to be fetched from the site.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { Leaf } from '../leaf.js'
import type { Bitset } from './bitset.js'
import { countBits, createBitset, intersect } from './bitset.js'
import { termsWith } from './inner-terms.js'
import { addTerms } from './lists.js'
import type { PartialWord } from './phrase-plan.js'

/** Fewer candidates than this are not narrowed: reading their texts is cheaper than reading further lists. */
const fewTexts = 16

/** Fetching the list of a term takes as long as fetching at least this many texts. */
const textsOfList = 2

/** Removes the candidates that contain no term of which the cut word may be a part. */
export function keepHolders(set: Bitset, leaf: Leaf, field: FieldId, { text, starts, ends }: PartialWord): void {
  const count = countBits(set)
  if (leaf.reader.occurs === undefined || count < fewTexts) return
  const mostTerms = count / textsOfList
  const terms: string[] = []
  for (const term of termsWith(leaf.innerTerms(field), text, ends)) {
    if (starts && !term.startsWith(text)) continue
    if (terms.push(term) > mostTerms) return
  }
  const holders = createBitset(leaf.reader.articles)
  addTerms(holders, leaf.reader, field, terms)
  intersect(set, holders)
}
