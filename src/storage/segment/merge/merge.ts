/**
 * Merging: several segments become one, without deleted articles. Lists and texts are streamed. Memory holds the
 * vocabularies and dictionaries being written, one list at a time, and records.
 */
import type { FileSystem } from '../../store/file-system.js'
import { putStoredRecord } from '../articles/record.js'
import { storedFacets } from '../../../text/facets/index.js'
import type { FacetColumn } from '../facets.js'
import { indexedFields, storedFields, type FieldId } from '../fields.js'
import type { SegmentTable } from '../format.js'
import { moveOf } from '../moves.js'
import { decodePostings, maxDocuments, type PostingList } from '../postings/codec.js'
import type { SegmentReader } from '../reader.js'
import { SegmentWriter } from '../writer.js'
import type { PairGroup } from '../pairs/reader.js'
import { addPair, type PairWriter } from '../pairs/writer.js'
import { compareTerms, listAt, nextTerm, type TermCursor } from '../terms/reader.js'
import { addTerm, type TermWriter } from '../terms/writer.js'
import { inconsistentSection } from '../../store/damage.js'
import { rankByFrequency, keyRoom, putKeyHead, readToken } from '../builder/vocabulary-builder.js'
import { numberSpelling, SpellingTable } from '../builder/spelling-table.js'
import { changedBit, isChanged, type TokenUnits, type Vocabulary } from '../vocabulary/codec.js'
import { kindOf, normalizedLength, putNormalized, putSurface, surfaceLength } from '../vocabulary/spellings.js'
import { scratchArray } from '../../../base/growing.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { fieldBounds, putArticleText, readTokens } from '../articles/text-codec.js'

/** Writes the merge of `segments`, in their order, to `path`. */
export function mergeSegments(
  segments: readonly SegmentReader[],
  fs: FileSystem,
  path: string,
): { table: SegmentTable; bytes: number } {
  const { inputs, count } = numberArticles(segments)
  if (count > maxDocuments) throw new RangeError(`a segment holds at most ${maxDocuments} articles`)
  const writer = new SegmentWriter(fs, path, mergeLengths(inputs, count), recordRoom(segments))
  try {
    for (let field = 0 as FieldId; field < indexedFields; field++) {
      const collect = createCollector(inputs)
      writer.field(
        (out) => mergePairs(inputs, field, collect, out),
        (out) => mergeTerms(inputs, field, collect, out),
      )
    }
    const { count: tokens, tokenOf, newNumber } = joinVocabularies(inputs)
    writer.vocabulary(tokens, tokenOf)
    const files = new Map<string, number>()
    for (const [i, input] of inputs.entries()) copyArticles(input, newNumber[i]!, files, writer)
    return writer.finish([...files.keys()], liveSourceBytes(inputs))
  } catch (error) {
    writer.abort()
    throw error
  }
}

/** Approximate size of all records: they are copied, with new numbers for their files. */
function recordRoom(segments: readonly SegmentReader[]): number {
  return segments.reduce((sum, { table, articles }) => sum + table.sections['records']![1] + articles * 3, 0)
}

function numberArticles(segments: readonly SegmentReader[]): { inputs: Input[]; count: number } {
  let count = 0
  const inputs = segments.map((segment) => {
    const ids = new Int32Array(segment.articles)
    for (let id = 0; id < segment.articles; id++) ids[id] = segment.isDeleted(id) ? -1 : count++
    return { segment, ids }
  })
  return { inputs, count }
}

function mergeLengths(inputs: readonly Input[], count: number): Uint32Array {
  const lengths = new Uint32Array(count)
  for (const { segment, ids } of inputs) {
    const old = segment.lengths
    for (let id = 0; id < ids.length; id++) if (ids[id]! >= 0) lengths[ids[id]!] = old[id]!
  }
  return lengths
}

/** Source bytes are reduced by the share of deleted articles, because they aren't stored for each article. */
function liveSourceBytes(inputs: readonly Input[]): number {
  return inputs.reduce((sum, { segment, ids }) => {
    const live = ids.reduce((n, id) => n + (id >= 0 ? 1 : 0), 0)
    return sum + Math.round((segment.table.sourceBytes * live) / Math.max(1, ids.length))
  }, 0)
}

/** Collects one term's postings from several inputs in a reused array. */
interface Collector {
  readonly packed: Uint32Array
  count: number
  readonly documents: Int32Array
  readonly frequencies: Uint8Array
}

function createCollector(inputs: readonly Input[]): Collector {
  const most = inputs.reduce((most, { ids }) => Math.max(most, ids.length), 1)
  return {
    packed: new Uint32Array(inputs.reduce((sum, { ids }) => sum + ids.length, 0)),
    count: 0,
    documents: new Int32Array(most),
    frequencies: new Uint8Array(most),
  }
}

/** Hot: most lists of a dictionary are short. */
function collectList(collect: Collector, ids: Int32Array, list: PostingList): void {
  const { packed, documents, frequencies } = collect
  let count = collect.count
  const found = decodePostings(list, documents, frequencies)
  for (let i = 0; i < found; i++) {
    const id = ids[documents[i]!]!
    if (id >= 0) packed[count++] = id * 256 + frequencies[i]!
  }
  collect.count = count
}

function mergePairs(inputs: readonly Input[], field: FieldId, collect: Collector, out: PairWriter): void {
  const dictionaries = inputs.map(({ segment }) => segment.pairs(field))
  const firsts = [...new Set(dictionaries.flatMap(({ firstUnits }) => [...firstUnits]))].sort((a, b) => a - b)
  for (const first of firsts) {
    const sources = inputs.flatMap(({ ids }, i) => {
      const group = dictionaries[i]!.group(first)
      return group === undefined ? [] : [{ ids, group, at: 0 }]
    })
    mergeGroups(first, sources, collect, out)
  }
}

interface PairSource {
  readonly ids: Int32Array
  readonly group: PairGroup
  /** The next bigram of the group. */
  at: number
}

/** Hot. @param sources emptied */
function mergeGroups(first: number, sources: PairSource[], collect: Collector, out: PairWriter): void {
  while (sources.length > 0) {
    let second = 0x10000
    for (const { group, at } of sources) second = Math.min(second, group.seconds[at]!)
    collect.count = 0
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i]!
      const { group, ids, at } = source
      if (group.seconds[at] !== second) continue
      collectList(collect, ids, group.list(at))
      if (++source.at === group.seconds.length) sources.splice(i--, 1)
    }
    if (collect.count > 0) addPair(out, first, second, collect.packed, 0, collect.count)
  }
}

/** Hot: compares the current terms of the dictionaries, several times for each term. */
function mergeTerms(inputs: readonly Input[], field: FieldId, collect: Collector, out: TermWriter): void {
  const cursors = inputs.map(({ segment }) => segment.terms(field).cursor())
  const isLeft = cursors.map((cursor) => nextTerm(cursor))
  for (;;) {
    let least: TermCursor | undefined
    for (let i = 0; i < cursors.length; i++)
      if (isLeft[i] === true && (least === undefined || compareTerms(cursors[i]!, least) < 0)) least = cursors[i]!
    if (least === undefined) return
    collect.count = 0
    const equal: number[] = []
    for (let i = 0; i < cursors.length; i++) {
      if (isLeft[i] !== true || (cursors[i] !== least && compareTerms(cursors[i]!, least) !== 0)) continue
      collectList(collect, inputs[i]!.ids, listAt(cursors[i]!))
      equal.push(i)
    }
    if (collect.count > 0) addTerm(out, least.units, 0, least.length, collect.packed, 0, collect.count)
    for (const i of equal) isLeft[i] = nextTerm(cursors[i]!)
  }
}

/** Articles are copied in their stored form, with new numbers for their tokens and files. */
function copyArticles(
  { segment, ids }: Input,
  newNumber: Int32Array,
  files: Map<string, number>,
  writer: SegmentWriter,
): void {
  const facets = storedFacets.map(({ name }) => segment.facets(name))
  const { days, moves } = segment
  for (let id = 0; id < ids.length; id++) {
    if (ids[id]! < 0) continue
    const file = numberOf(files, segment.pathOf(segment.fileOf(id)))
    const { lines, bytes } = moveOf(moves, id)
    writer.article(
      { day: days[id]!, facets: facets.map((column) => valuesOf(column, id)) },
      (out) => putStoredRecord(out, segment.encodedRecord(id), file, lines, bytes),
      (out) => renumberText(out, segment.encodedText(id), newNumber),
    )
  }
}

function numberOf(files: Map<string, number>, path: string): number {
  const known = files.get(path)
  if (known !== undefined) return known
  files.set(path, files.size)
  return files.size - 1
}

function valuesOf({ values, start, numbers }: FacetColumn, id: number): string[] {
  return Array.from(numbers.subarray(start[id], start[id + 1]), (number) => values[number]!)
}

/*
 * Joins several vocabularies into one, numbered by how often the remaining articles contain each token. Tokens are
 * compared as units in one table: memory holds each distinct token once, and a number for each token of each segment.
 */

/** New article IDs of one segment: `ids[old]`, −1 if deleted. */
interface Input {
  readonly segment: SegmentReader
  readonly ids: Int32Array
}

interface JointVocabulary {
  readonly count: number
  /** The token with a new number; valid until the next call. */
  readonly tokenOf: (number: number) => TokenUnits
  /** By segment: the new number of each token, −1 if it no longer occurs. */
  readonly newNumber: readonly Int32Array[]
}

function joinVocabularies(inputs: readonly Input[]): JointVocabulary {
  const tokens = new SpellingTable()
  const joint = inputs.map(({ segment }) => numberVocabulary(tokens, segment))
  const counts = new Int32Array(tokens.count)
  for (const [i, input] of inputs.entries()) addCounts(input, joint[i]!, counts)
  const { newNumber, order } = rankByFrequency(counts)
  for (const numbers of joint) for (let id = 0; id < numbers.length; id++) numbers[id] = newNumber[numbers[id]!]!
  const token: TokenUnits = { flags: 0, pool: tokens.pool, start: 0, normalizedEnd: 0, end: 0 }
  const tokenOf = (number: number): TokenUnits => {
    readToken(tokens, order[number]!, token)
    return token
  }
  return { count: order.length, tokenOf, newNumber: joint }
}

function numberVocabulary(tokens: SpellingTable, segment: SegmentReader): Int32Array {
  const vocabulary = segment.copyVocabulary()
  const numbers = new Int32Array(vocabulary.count)
  for (let id = 0; id < numbers.length; id++) numbers[id] = numberStored(tokens, vocabulary, id)
  return numbers
}

function addCounts({ segment, ids }: Input, numbers: Int32Array, counts: Int32Array): void {
  const own = new Int32Array(numbers.length)
  for (let id = 0; id < ids.length; id++) {
    const isWhole = ids[id]! < 0 || countTokens(segment.encodedText(id), own)
    if (!isWhole) throw inconsistentSection(segment.name, 'texts', id)
  }
  for (let id = 0; id < own.length; id++) counts[numbers[id]!]! += own[id]!
}

function numberStored(tokens: SpellingTable, vocabulary: Vocabulary, id: number): number {
  const hasOriginal = isChanged(vocabulary, id)
  const length = normalizedLength(vocabulary, id)
  const key = keyRoom(length + (hasOriginal ? surfaceLength(vocabulary, id) : 0))
  const start = putKeyHead(key, kindOf(vocabulary, id) | (hasOriginal ? changedBit : 0), length)
  const end = putNormalized(vocabulary, id, key, start)
  return numberSpelling(tokens, key, 0, hasOriginal ? putSurface(vocabulary, id, key, end) : end)
}

const bounds = new Int32Array(storedFields + 1)
const fieldEnds = new Int32Array(storedFields)
const numberRoom = scratchArray(new Int32Array(4096))

/**
 * The token numbers of all fields of an article, whose ends are then in {@link fieldEnds}; valid until the next call.
 * Undefined if the bytes are not texts of tokens below `limit`.
 */
function readNumbers(bytes: Uint8Array, limit: number): Int32Array | undefined {
  if (!fieldBounds(bytes, bounds)) return undefined
  const numbers = numberRoom(bytes.length)
  let count = 0
  for (let field = 0; field < storedFields; field++) {
    count = readTokens(bytes, bounds[field]!, bounds[field + 1]!, limit, numbers, count)
    if (count < 0) return undefined
    fieldEnds[field] = count
  }
  return numbers
}

/**
 * Counts the tokens of all fields of an article in `counts`, by token number. Returns false if the bytes are not texts
 * of tokens that have an element in `counts`.
 */
export function countTokens(bytes: Uint8Array, counts: Int32Array): boolean {
  const numbers = readNumbers(bytes, counts.length)
  if (numbers === undefined) return false
  for (let i = 0; i < fieldEnds[storedFields - 1]!; i++) counts[numbers[i]!]!++
  return true
}

/**
 * Appends an article's texts with other numbers for its tokens. {@link countTokens} must have checked the texts before.
 * @param newNumber by the number in `bytes`
 */
export function renumberText(out: ByteWriter, bytes: Uint8Array, newNumber: Int32Array): void {
  putArticleText(out, readNumbers(bytes, Infinity)!, 0, fieldEnds, newNumber)
}
