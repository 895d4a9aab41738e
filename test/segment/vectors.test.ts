import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRows, putRow, readVector, rowBytes, similarity } from '../../src/storage/segment/vectors/codec.js'
import { fullBitset, hasBit, createBitset, setBit } from '../../src/search/matching/bitset.js'
import { nearestVectors, combinedScores } from '../../src/search/scoring/convex.js'

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}
const value = fc.double({ min: -1, max: 1, noNaN: true })
const vectorOf = (dimensions: number) =>
  fc
    .array(value, { minLength: dimensions, maxLength: dimensions })
    .filter((values) => Math.hypot(...values) > 1e-3)
    .map(unit)
/** Vectors of a segment, some articles without one, and a question's. */
const segment = fc.integer({ min: 1, max: 37 }).chain((dimensions) =>
  fc.record({
    dimensions: fc.constant(dimensions),
    vectors: fc.array(fc.option(vectorOf(dimensions), { nil: undefined }), { minLength: 1, maxLength: 40 }),
    asked: vectorOf(dimensions),
  }),
)

function encode(vectors: readonly (Float32Array | undefined)[], dimensions: number) {
  const rows = new Uint8Array(vectors.length * rowBytes(dimensions))
  for (const [article, vector] of vectors.entries()) if (vector !== undefined) putRow(rows, article, vector)
  return { rows, count: vectors.filter((vector) => vector !== undefined).length }
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, one, i) => sum + one * b[i]!, 0)

describe('vectors of 8 bits', () => {
  it('give the cosine of the plain vectors, but for rounding; 0 where there is none', () => {
    fc.assert(
      fc.property(segment, ({ dimensions, vectors, asked }) => {
        const { rows, count } = encode(vectors, dimensions)
        const decoded = decodeRows(rows, vectors.length, count, dimensions)!
        for (const [article, vector] of vectors.entries()) {
          const found = similarity(decoded, article, readVector(asked))
          const expected = vector === undefined ? 0 : cosine(vector, asked)
          // Half a step of each value, times the other vector's: 2 · √d / 254, and their product.
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(Math.sqrt(dimensions) / 100)
        }
      }),
    )
  })

  it('are found nearest first, as a plain sort of all similarities finds them, and only where they are allowed', () => {
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 0xffff }),
        (all, most, mask) => {
          const { dimensions, asked } = all[0]!
          const question = readVector(asked)
          const segments = all
            .filter((one) => one.dimensions === dimensions)
            .map(({ vectors }, at) => {
              const { rows, count } = encode(vectors, dimensions)
              const allowed = createBitset(vectors.length)
              for (let i = 0; i < vectors.length; i++) if (((mask >> (i % 16)) & 1) === 1) setBit(allowed, i)
              return {
                rows: decodeRows(rows, vectors.length, count, dimensions)!,
                allowed: at === 0 ? allowed : undefined,
                vectors,
              }
            })
          const byPlace = (a: { segment: number; article: number }, b: { segment: number; article: number }) =>
            a.segment - b.segment || a.article - b.article
          const plain = segments
            .flatMap(({ rows, allowed = fullBitset(rows.scales.length), vectors }, at) =>
              vectors.flatMap((vector, article) =>
                vector === undefined || !hasBit(allowed, article)
                  ? []
                  : [{ segment: at, article, key: similarity(rows, article, question) }],
              ),
            )
            .sort((a, b) => b.key - a.key || byPlace(a, b))
            .slice(0, most)
          const found = nearestVectors(segments, question, most, byPlace)
          expect(found.map(({ segment: at, article, key }) => ({ segment: at, article, key }))).toEqual(plain)
        },
      ),
    )
  })

  it('are refused where the bytes are not those of so many articles, counts and dimensions', () => {
    const { rows, count } = encode([unit([1, 2, 3]), undefined, unit([0, 0, -1])], 3)
    expect(decodeRows(rows, 3, count, 3)?.dimensions).toBe(3)
    expect(decodeRows(rows, 3, count, 5)).toBeUndefined()
    expect(decodeRows(rows, 2, count, 3)).toBeUndefined()
    expect(decodeRows(rows, 3, 3, 3)).toBeUndefined()
    for (const scale of [NaN, Infinity, -0.001, 1]) {
      const forged = rows.slice()
      new DataView(forged.buffer).setFloat32(0, scale, true)
      expect(decodeRows(forged, 3, count, 3), String(scale)).toBeUndefined()
    }
  })
})

describe('a sum over known floors', () => {
  it('counts a missing score as the floor, and keeps the distances of the others', () => {
    expect(combinedScores([4, 2, undefined], [undefined, 0, 1], 0.5, { ours: 0, theirs: -1 })).toEqual([0.5, 0.5, 0.5])
    expect(combinedScores([3], [0.2], 0.25, { ours: 0, theirs: -1 })).toEqual([1])
  })
})
