/**
 * The numbers of a collection, cut into blocks: the pairs of a field that begin with one unit, or the terms of a field
 * whose hash ends alike. A search reads the few blocks that its terms lie in; a push writes those that it changes.
 *
 * A block keeps its last two versions, each with the push that made it. A reader takes the newest that is not newer
 * than the generation it answers for, and not of a push that died, so that blocks may change before the head says so.
 */
import { createByteReader, getString, getVarint } from '../../store/byte-reader.js'
import { createByteWriter, putString, putVarint, written } from '../../store/byte-writer.js'
import type { FieldId } from '../../segment/fields.js'
import { isCommitted } from '../generations.js'
import type { Generations } from '../generations.js'

export interface PairBlock {
  /** Articles that hold the first unit at all. */
  readonly articles: number
  readonly frequency: ReadonlyMap<number, number>
}

export type TermBlock = ReadonlyMap<string, number>

export interface BlockVersion {
  readonly generation: number
  /** Base64 of the encoded block; '' where nothing is left in it. */
  readonly data: string
}

export const termBuckets = 512

export const pairBlockName = (field: FieldId, first: number): string => `p${field}.${first.toString(16)}`
export const termBlockName = (field: FieldId, bucket: number): string => `t${field}.${bucket}`

export function bucketOf(term: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % termBuckets
}

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

/** The version that a search sees; '' where the block was not there yet. */
export function versionAt(versions: readonly BlockVersion[], head: Generations): string {
  return newest(versions, head)?.data ?? ''
}

/** The versions to keep when push `generation` writes: its own, and the one that searches see until it is committed. */
export function nextVersions(
  versions: readonly BlockVersion[],
  generation: number,
  data: string,
  head: Generations,
): BlockVersion[] {
  const before = newest(versions, head)
  return [{ generation, data }, ...(before === undefined ? [] : [before])]
}

function newest(versions: readonly BlockVersion[], head: Generations): BlockVersion | undefined {
  const counted = versions.filter(({ generation }) => isCommitted(generation, head))
  return counted.sort((a, b) => b.generation - a.generation)[0]
}
