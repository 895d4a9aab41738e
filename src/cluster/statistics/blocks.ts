/**
 * The statistics of a collection, divided into blocks: the pairs of a field that begin with one unit, or the terms of a
 * field whose hash falls into one bucket. A search reads the few blocks that contain its terms. A push writes the
 * blocks that it changes.
 *
 * A block keeps its last two versions, each with the number of the push that wrote it. A reader takes the newest
 * version that was written by a committed push and isn't newer than the generation it answers for. So blocks can be
 * written before the head changes.
 */
import { hashText } from '../../storage/store/hash-chains.js'
import { createByteReader, getString, getVarint } from '../../storage/store/byte-reader.js'
import { createByteWriter, putString, putVarint, written } from '../../storage/store/byte-writer.js'
import { indexedFields, type FieldId } from '../../storage/segment/fields.js'

export interface PairBlock {
  /** The number of articles that contain the first unit. */
  readonly articles: number
  readonly frequency: ReadonlyMap<number, number>
}

export type TermBlock = ReadonlyMap<string, number>

export interface BlockVersion {
  readonly generation: number
  /** Base64 of the encoded block; '' if the block is empty. */
  readonly data: string
}

export const termBuckets = 512

/** The kinds of blocks: of each field, those of pairs and those of terms. */
export const blockKinds = Array.from({ length: indexedFields }, (_, field) => [`p${field}`, `t${field}`]).flat()

export const pairBlockName = (field: FieldId, first: number): string => `p${field}.${first.toString(16)}`
export const termBlockName = (field: FieldId, bucket: number): string => `t${field}.${bucket}`

export const bucketOf = (term: string): number => hashText(term) % termBuckets

export function encodePairBlock({ articles, frequency }: PairBlock): string {
  if (frequency.size === 0 && articles === 0) return ''
  const out = createByteWriter(frequency.size * 4 + 8)
  putVarint(out, articles)
  let previous = -1
  for (const [second, count] of [...frequency].sort((a, b) => a[0] - b[0])) {
    putVarint(out, second - previous - 1)
    putVarint(out, count)
    previous = second
  }
  return Buffer.from(written(out)).toString('base64')
}

export function decodePairBlock(data: string): PairBlock {
  const frequency = new Map<number, number>()
  if (data === '') return { articles: 0, frequency }
  const bytes = new Uint8Array(Buffer.from(data, 'base64'))
  const reader = createByteReader(bytes)
  const articles = getVarint(reader)
  let second = -1
  while (reader.at < bytes.length) {
    second += getVarint(reader) + 1
    frequency.set(second, getVarint(reader))
  }
  return { articles, frequency }
}

export function encodeTermBlock(block: TermBlock): string {
  if (block.size === 0) return ''
  const out = createByteWriter(block.size * 12)
  for (const [term, count] of block) {
    putString(out, term)
    putVarint(out, count)
  }
  return Buffer.from(written(out)).toString('base64')
}

export function decodeTermBlock(data: string): TermBlock {
  const block = new Map<string, number>()
  const bytes = new Uint8Array(Buffer.from(data, 'base64'))
  const reader = createByteReader(bytes)
  while (reader.at < bytes.length) {
    const term = getString(reader)
    block.set(term, getVarint(reader))
  }
  return block
}
