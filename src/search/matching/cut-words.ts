/**
 * Candidates of an exact string told apart by the Latin word or number that an end of it cuts. Which terms that may be is
 * found by a look through all of them, so only where texts are dear: an export fetches each from its site.
 */
import type { FieldId } from '../../segment/fields.js'
import type { Leaf } from '../leaf.js'
import type { Bitset } from './bitset.js'
import { countBits, createBitset, intersect } from './bitset.js'
import { termsWith } from './inner-terms.js'
import { addTerms } from './lists.js'
import type { PartialWord } from './phrase-plan.js'

/** Fewer texts are read rather than further lists. */
const fewTexts = 16

/** Texts that take as long to fetch as the list of a term, at least. */
const textsOfList = 2

/** Takes away candidates that hold no term which the word may be a part of. */
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
