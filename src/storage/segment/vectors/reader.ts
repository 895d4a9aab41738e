/**
 * The vectors of an open segment. The file is opened with the segment, and read whole by the first query that needs it.
 */
import { inconsistentFile } from '../../store/damage.js'
import type { RandomAccess } from '../../store/storage.js'
import { decodeRows, type VectorRows } from './codec.js'

export class SegmentVectors {
  readonly #file: RandomAccess
  readonly #articles: number
  readonly #count: number
  readonly #dimensions: number
  #rows: VectorRows | undefined

  /** @param count articles that have a vector */
  constructor(file: RandomAccess, articles: number, count: number, dimensions: number) {
    this.#file = file
    this.#articles = articles
    this.#count = count
    this.#dimensions = dimensions
  }

  /** @throws XunzhangError INDEX_DAMAGED */
  get rows(): VectorRows {
    return (this.#rows ??= this.#read())
  }

  /** The rows as they are stored, checked, for adding to them. @throws XunzhangError INDEX_DAMAGED */
  bytes(): Uint8Array {
    return this.rows && this.#file.read(0, this.#file.size).slice()
  }

  close(): void {
    this.#file.close()
  }

  #read(): VectorRows {
    const bytes = this.#file.read(0, this.#file.size)
    const rows = decodeRows(bytes, this.#articles, this.#count, this.#dimensions)
    if (rows === undefined) throw inconsistentFile(this.#file.name)
    return rows
  }
}
