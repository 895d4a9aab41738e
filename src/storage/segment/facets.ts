/**
 * Values for counting: the authors and tags of a segment, each with a number, and the numbers of every article.
 * Read whole at the first facet query. Format: FORMAT.md, "Facets".
 */
import { createByteReader, getString, getVarint } from '../store/byte-reader.js'
import { createByteWriter, putBytes, putString, putVarint, written } from '../store/byte-writer.js'

export interface FacetColumn {
  readonly values: readonly string[]
  /** Article d has numbers[start[d]] … numbers[start[d + 1] − 1]. */
  readonly start: Int32Array
  readonly numbers: Int32Array
}

export interface FacetBuilder {
  add(values: readonly string[]): void
  finish(): Uint8Array
}

export function createFacetBuilder(): FacetBuilder {
  const numberOf = new Map<string, number>()
  const numbers = createByteWriter()
  return {
    add: (values) => {
      if (values.length === 0) return putVarint(numbers, 0)
      const distinct = [...new Set(values)].filter((value) => value !== '')
      putVarint(numbers, distinct.length)
      for (const value of distinct) {
        const number = numberOf.get(value) ?? numberOf.size
        numberOf.set(value, number)
        putVarint(numbers, number)
      }
    },
    finish: () => {
      const out = createByteWriter(numbers.length + 64)
      putVarint(out, numberOf.size)
      for (const value of numberOf.keys()) putString(out, value)
      putBytes(out, written(numbers))
      return written(out)
    },
  }
}

/** Undefined if the bytes are not a column of this many articles. */
export function decodeFacets(bytes: Uint8Array, articles: number): FacetColumn | undefined {
  const reader = createByteReader(bytes)
  // Each value takes at least one byte, so a wrong count is found before anything is allocated for it.
  const valueCount = getVarint(reader)
  if (valueCount > bytes.length) return undefined
  const values = Array.from({ length: valueCount }, () => getString(reader))
  const start = new Int32Array(articles + 1)
  const numbers: number[] = []
  for (let article = 0; article < articles; article++) {
    let count = getVarint(reader)
    if (count > bytes.length - reader.at) return undefined
    for (; count > 0; count--) numbers.push(getVarint(reader))
    start[article + 1] = numbers.length
  }
  const isWhole = reader.at === bytes.length && numbers.every((number) => number < valueCount)
  return isWhole ? { values, start, numbers: Int32Array.from(numbers) } : undefined
}
