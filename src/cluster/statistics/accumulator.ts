/**
 * Adds up what a push changes in a collection's statistics, and writes the changed blocks. Memory: a map entry for
 * each distinct pair and term of the push.
 */
import { indexedFields, type FieldId } from '../../storage/segment/fields.js'
import { runEnd } from '../../storage/segment/pairs/writer.js'
import type { ClusterClient } from '../client.js'
import { nextVersions, versionAt, type Generations } from '../generations.js'
import { statisticsName, writeDocuments } from '../head.js'
import {
  blockKinds,
  bucketOf,
  decodePairBlock,
  decodeTermBlock,
  encodePairBlock,
  encodeTermBlock,
  pairBlockName,
  termBlockName,
  type BlockVersion,
} from './blocks.js'
import { blockId, readBlocks, scrollBlocks } from './reader.js'
import { groupBy } from '../../base/growing.js'
import type { SegmentReader } from '../../storage/segment/reader.js'

export const noTotals = { articles: 0, bodyUnits: 0, sourceBytes: 0, postings: 0 }
export const totalNames = ['articles', 'bodyUnits', 'sourceBytes', 'postings'] as const

export type Totals = Readonly<typeof noTotals>

export interface BlockTarget {
  readonly client: ClusterClient
  readonly head: Generations
  readonly generation: number
  /** Whether what was added replaces all earlier counts; blocks to which nothing was added then become empty. */
  readonly isWhole: boolean
}

interface FieldCounts {
  /** By first × 65536 + second. Pairs whose changes cancel out stay, because their first unit may have changed. */
  readonly pairs: Map<number, number>
  readonly firsts: Int32Array
  readonly terms: Map<string, number>
}

export class StatisticsAccumulator {
  readonly totals = { ...noTotals }
  readonly #fields = Array.from({ length: indexedFields }, (): FieldCounts => {
    return { pairs: new Map(), firsts: new Int32Array(65536), terms: new Map() }
  })

  /** @param sign 1 for added articles, −1 for removed articles */
  add(delta: StatisticsDelta, sign: 1 | -1): void {
    for (const name of totalNames) this.totals[name] += sign * delta[name]
    for (const [field, { pairs, firsts, terms }] of this.#fields.entries()) {
      const change = delta.fields[field]!
      for (const [i, pair] of change.pairs.entries())
        pairs.set(pair, (pairs.get(pair) ?? 0) + sign * change.pairFrequency[i]!)
      for (let i = 0; i < change.firsts.length; i++) firsts[change.firsts[i]!]! += sign * change.firstFrequency[i]!
      for (const [i, term] of change.terms.entries())
        terms.set(term, (terms.get(term) ?? 0) + sign * change.termFrequency[i]!)
    }
  }

  /** Writes the changed blocks as part of the target's push. They take effect once the head names this push. */
  async write(target: BlockTarget, onBlocks?: (done: number, total: number) => void): Promise<void> {
    const added = this.#fields.flatMap((counts, field) => [
      ...pairChanges(counts, field as FieldId),
      ...termChanges(counts, field as FieldId),
    ])
    const changes = target.isWhole ? [...added, ...(await emptied(target, added))] : added
    for (let at = 0; at < changes.length; at += blocksAtOnce) {
      await writeBlocks(target, changes.slice(at, at + blocksAtOnce))
      onBlocks?.(Math.min(changes.length, at + blocksAtOnce), changes.length)
    }
  }
}

/** Changes that empty the existing blocks that no other change names. */
async function emptied({ client, head }: BlockTarget, changes: readonly BlockChange[]): Promise<BlockChange[]> {
  const changed = new Set(changes.map(({ name }) => name))
  const found: BlockChange[] = []
  for await (const { name, kind } of scrollBlocks(client, head, blockKinds))
    if (!changed.has(name)) found.push({ name, kind, change: () => '' })
  return found
}

interface BlockChange {
  readonly name: string
  readonly kind: string
  readonly change: (data: string) => string
}

const blocksAtOnce = 500

async function writeBlocks(
  { client, head, generation, isWhole }: BlockTarget,
  changes: readonly BlockChange[],
): Promise<void> {
  const known = await readBlocks(
    client,
    head,
    changes.map(({ name }) => name),
  )
  const documents = changes.map(({ name, kind, change }) => {
    const before: readonly BlockVersion[] = known.get(name)?.versions ?? []
    const data = change(isWhole ? '' : (versionAt(before, head)?.data ?? ''))
    const versions = nextVersions(before, { generation, data }, head)
    return { id: blockId(head, name), json: JSON.stringify({ kind, floor: head.floor, name, versions }) }
  })
  await writeDocuments(client, statisticsName(client), generation, documents)
}

function pairChanges({ pairs, firsts }: FieldCounts, field: FieldId): BlockChange[] {
  const byFirst = groupBy(pairs, ([pair]) => Math.floor(pair / 65536))
  return Array.from(byFirst, ([first, changes]) => ({
    name: pairBlockName(field, first),
    kind: `p${field}`,
    change: (data) => {
      const block = decodePairBlock(data)
      const frequency = new Map(block.frequency)
      for (const [pair, change] of changes) if (pair % 65536 !== runEnd) add(frequency, pair % 65536, change)
      return encodePairBlock({ articles: block.articles + firsts[first]!, frequency })
    },
  }))
}

function termChanges({ terms }: FieldCounts, field: FieldId): BlockChange[] {
  const byBucket = groupBy(terms, ([term]) => bucketOf(term))
  return Array.from(byBucket, ([bucket, changes]) => ({
    name: termBlockName(field, bucket),
    kind: `t${field}`,
    change: (data) => {
      const block = new Map(decodeTermBlock(data))
      for (const [term, change] of changes) add(block, term, change)
      return encodeTermBlock(block)
    },
  }))
}

function add<K>(counts: Map<K, number>, key: K, change: number): void {
  const count = (counts.get(key) ?? 0) + change
  if (count > 0) counts.set(key, count)
  else counts.delete(key)
}

/*
 * What a set of articles adds to the statistics of a collection, or subtracts from them: for each field, the number of
 * articles that contain each pair, term and character. Plain data, so that a worker thread can send it.
 */

interface FieldDelta {
  /** first × 65536 + second, including `runEnd` pairs; `pairFrequency` has the number of articles with each pair. */
  readonly pairs: Float64Array
  readonly pairFrequency: Int32Array
  readonly firsts: Uint16Array
  readonly firstFrequency: Int32Array
  readonly terms: readonly string[]
  readonly termFrequency: Int32Array
}

export interface StatisticsDelta {
  readonly articles: number
  readonly bodyUnits: number
  readonly sourceBytes: number
  readonly postings: number
  readonly fields: readonly FieldDelta[]
}

export function deltaOf(segment: SegmentReader): StatisticsDelta {
  const { bodyUnits, sourceBytes, postings } = segment.table
  const fields = Array.from({ length: indexedFields }, (_, field) => fieldDelta(segment, field as FieldId))
  return { articles: segment.articles, bodyUnits, sourceBytes, postings, fields }
}

function fieldDelta(segment: SegmentReader, field: FieldId): FieldDelta {
  const pairs = segment.pairs(field)
  const terms = segment.terms(field)
  const keys: number[] = []
  const frequencies: number[] = []
  for (const first of pairs.firstUnits) {
    const { seconds, documentFrequency } = pairs.group(first)!
    for (const second of seconds) keys.push(first * 65536 + second)
    for (const frequency of documentFrequency) frequencies.push(frequency)
  }
  const entries = [...terms.scan()]
  return {
    pairs: Float64Array.from(keys),
    pairFrequency: Int32Array.from(frequencies),
    firsts: Uint16Array.from(pairs.firstUnits),
    firstFrequency: Int32Array.from(pairs.firstUnits, (first) => pairs.characterFrequency(first)),
    terms: entries.map(({ term }) => term),
    termFrequency: Int32Array.from(entries, ({ documentFrequency }) => documentFrequency),
  }
}
