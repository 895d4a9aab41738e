import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrequencies } from '../../src/search/scoring/pair-frequencies.js'
import type { PlannedTerm } from '../../src/search/planning/plan.js'
import { defaultFields } from '../../src/storage/segment/fields.js'

const termOf = (kind: 'pair' | 'term', text: string): PlannedTerm => ({
  ...{ kind, text, fields: defaultFields },
  ...{ weight: 1, occurrences: 1, required: false, marked: false, soft: true },
})

/** Other terms have mostly another. */
const countOf = ({ text }: PlannedTerm): number => (text.charCodeAt(0) * 65_536 + text.charCodeAt(1)) % 1_000_003

describe('document frequencies that are kept', () => {
  it('are those that counting gives, whichever bigrams were asked for before', () => {
    const frequencies = createFrequencies(countOf)
    const unit = fc.integer({ min: 0x4e00, max: 0x9fff })
    fc.assert(
      fc.property(fc.array(fc.tuple(unit, unit), { minLength: 100, maxLength: 500 }), (pairs) => {
        for (const [first, second] of pairs) {
          const term = termOf('pair', String.fromCharCode(first, second))
          expect(frequencies.find(term)).toBe(countOf(term))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('are counted once for a term that is asked for twice', () => {
    const counted: string[] = []
    const frequencies = createFrequencies((term) => counted.push(term.text))
    for (const term of [termOf('pair', '北京'), termOf('term', '图书馆')]) {
      expect(frequencies.find(term)).toBe(frequencies.find(term))
    }
    expect(counted).toEqual(['北京', '图书馆'])
  })
})
