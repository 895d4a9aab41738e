import { describe, expect, it } from 'vitest'
import { createExpansionMemory, type Collection } from '../../src/search/expand/collection.js'
import { wordsThatFit } from '../../src/search/expand/candidates.js'
import { isAllowed, placeOf, type Pattern } from '../../src/search/expand/paths.js'
import { createRandom } from '../prove/forged/random.js'

const characters = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('')
/** 12,000 words; those of one character have no second. */
const random = createRandom(3)
const words = Array.from({ length: 12_000 }, (_, i) =>
  Array.from({ length: 1 + (i % 4) }, () => characters[random.below(60)]).join(''),
)

const collection = {
  spellings: [
    {
      units: Uint16Array.from(words.join(''), (character) => character.charCodeAt(0)),
      lengths: Uint8Array.from(words, ({ length }) => length),
    },
  ],
  memory: createExpansionMemory(),
  termFrequency: () => 1,
} as unknown as Collection

/** Those of the earlier first characters first. */
function fitting(pattern: Pattern): string[] {
  const fits = (word: string): boolean =>
    word.length === pattern.length && pattern.every(({ bits }, at) => isAllowed(bits, word.charCodeAt(at)))
  return Array.from(pattern[0]!.units, (unit) => {
    return words.filter((word) => word.charCodeAt(0) === unit && fits(word))
  }).flat()
}

const backwards = Array.from(characters).reverse().join('')

describe('words that fit a pattern', () => {
  it.each([
    ['nearly any character before a certain one', [backwards, characters[5]!, characters.slice(0, 40)]],
    ['before one of a few', [characters, characters.slice(9, 12), characters, characters.slice(3, 20)]],
    ['some characters before as many', [backwards.slice(0, 20), characters.slice(0, 20), characters.slice(0, 30)]],
  ])('are found in the same order: %s', (_, places) => {
    const pattern = places.map(placeOf)
    const found = [...wordsThatFit(collection, pattern).keys()]
    expect(found).toEqual([...new Set(fitting(pattern).slice(0, 400))])
    expect(found.length).toBeGreaterThan(5)
  })
})
