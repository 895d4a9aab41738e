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

export class FacetBuilder {
  readonly #numberOf = new Map<string, number>()
  readonly #numbers = createByteWriter()

  add(values: readonly string[]): void {
    const distinct = values.length === 0 ? values : [...new Set(values)].filter((value) => value !== '')
    putVarint(this.#numbers, distinct.length)
    for (const value of distinct) {
      const number = this.#numberOf.get(value) ?? this.#numberOf.size
      this.#numberOf.set(value, number)
      putVarint(this.#numbers, number)
    }
  }

  finish(): Uint8Array {
    const out = createByteWriter(this.#numbers.length + 64)
    putVarint(out, this.#numberOf.size)
    for (const value of this.#numberOf.keys()) putString(out, value)
    putBytes(out, written(this.#numbers))
    return written(out)
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
