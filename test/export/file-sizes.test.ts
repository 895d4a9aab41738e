import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArticleCut } from '../../src/static/export/article-files.js'
import { decodeCharacters, encodeCharacters } from '../../src/static/export/format/characters.js'
import { createKeyTable } from '../../src/static/export/format/keys.js'
import { cutLists } from '../../src/static/export/list-files.js'
import { PlacedPairs } from '../../src/static/export/placed-pairs.js'

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)

/** Characters as unevenly frequent as those of texts; the same ones in every run. */
function drawText(length: number, seed: number): Uint16Array {
  let state = seed
  return Uint16Array.from({ length }, () => {
    state = (state * 48271) % 2147483647
    return 0x4e00 + Math.floor(1500 * (state / 2147483647) ** 3)
  })
}

function sizesOfLists(articles: number, titleLength: number, files: number): number[] {
  const [titles, bodies] = [new PlacedPairs(0), new PlacedPairs(0)]
  const spelled = new Uint32Array(0x10000)
  const length = 500
  for (let article = 0; article < articles; article++) {
    const units = drawText(length, article + 1)
    for (const unit of units) spelled[unit]!++
    titles.add(article, units, titleLength)
    bodies.add(article, units, length)
  }
  const table = createKeyTable(decodeCharacters(encodeCharacters(spelled, spelled, spelled)))
  const context = { lengths: new Uint32Array(articles).fill(length), table }
  const sources = { pairs: [titles.lists(), bodies.lists()], terms: [], words: [] }
  return Array.from(cutLists(sources, context, files), ({ bytes }) => bytes.length)
}

describe('the files of an export', () => {
  it.each([0, 30, 400])('are lists of about the same size, with titles of %i characters', (titleLength) => {
    const sizes = sizesOfLists(300, titleLength, 30)
    expect(sizes.length).toBeGreaterThan(20)
    expect(sizes.length).toBeLessThanOrEqual(30)
    for (const size of sizes) expect(size).toBeLessThan((2 * sum(sizes)) / sizes.length)
  })

  it('are never more than there may be, and hold articles of as many units by their number and length', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 500 })
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 100 }), (units, files) => {
        const isLast = createArticleCut(Uint32Array.from(units), files)
        const cut: number[][] = [[]]
        for (const [article, length] of units.entries()) {
          cut.at(-1)!.push(length)
          if (isLast(article)) cut.push([])
        }
        // Nothing is left over.
        expect(cut.pop()).toEqual([])
        expect(cut.length).toBeLessThanOrEqual(files)
        const mean = sum(units.map(Math.sqrt)) / files
        for (const one of cut) {
          const before = one.slice(0, -1)
          const isSmall = sum(before) < 600
          expect(isSmall || sum(before.map(Math.sqrt)) <= mean).toBe(true)
        }
      }),
    )
  })
})
