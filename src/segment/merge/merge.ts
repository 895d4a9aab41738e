/**
 * Merging: several segments become one, deleted articles left out. Lists and texts stream through; memory holds the
 * vocabularies and dictionaries being written, one list at a time, and records.
 */
import type { ByteWriter } from '../../store/byte-writer.js'
import type { FileSystem } from '../../store/file-system.js'
import { decodeTokens, fieldBounds, putArticleText } from '../articles/text-codec.js'
import type { FieldId } from '../fields.js'
import { indexedFields, storedFields } from '../fields.js'
import type { SegmentTable } from '../format.js'
import type { PostingList } from '../postings/codec.js'
import { decodePostings, maxDocuments } from '../postings/codec.js'
import type { SegmentReader } from '../reader.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import type { Vocabulary } from '../vocabulary/codec.js'
import { normalizedOf, surfaceOf, unpackAll } from '../vocabulary/codec.js'
import { grown } from '../builder/growing.js'
import { createSpellingTable, numberSpelling } from '../builder/spelling-table.js'
import type { SpellingTable } from '../builder/spelling-table.js'
import { rankByFrequency } from '../builder/vocabulary-builder.js'
import { createSegmentWriter } from '../writer.js'
import type { PairGroup } from '../pairs/reader.js'
import { addPair } from '../pairs/writer.js'
import type { PairWriter } from '../pairs/writer.js'
import { addTerm } from '../terms/writer.js'
import type { TermWriter } from '../terms/writer.js'

/** New article ids of one input: `ids[old]`, −1 where deleted. */
interface Input {
  readonly segment: SegmentReader
  readonly ids: Int32Array
}

/** Writes the merger of `segments`, in their order, to `path`. */
export function mergeSegments(
  segments: readonly SegmentReader[],
  fs: FileSystem,
  path: string,
): { table: SegmentTable; bytes: number } {
  const { inputs, count } = numberArticles(segments)
  if (count > maxDocuments) throw new RangeError(`a segment holds at most ${maxDocuments} articles`)
  const writer = createSegmentWriter(fs, path, mergeLengths(inputs, count))
  try {
    for (let field = 0 as FieldId; field < indexedFields; field++) {
      const collect = createCollector(inputs)
      writer.field(
        (out) => mergePairs(inputs, field, collect, out),
        (out) => mergeTerms(inputs, field, collect, out),
      )
    }
    const numbers = mergeVocabularies(inputs)
    writer.vocabulary(numbers.order.length, (rank) => numbers.entries[numbers.order[rank]!]!)
    const files = new Map<string, number>()
    for (const [i, input] of inputs.entries())
      copyArticles(input, numbers.newNumber[i]!, files, (facts, putText) => writer.article(facts, putText))
    return writer.finish([...files.keys()], liveSourceBytes(inputs))
  } catch (error) {
    writer.abort()
    throw error
  }
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

/** Source bytes shrink with the share of articles that are left; per article they aren't stored. */
function liveSourceBytes(inputs: readonly Input[]): number {
  return inputs.reduce((sum, { segment, ids }) => {
    const live = ids.reduce((n, id) => n + (id >= 0 ? 1 : 0), 0)
    return sum + Math.round((segment.table.sourceBytes * live) / Math.max(1, ids.length))
  }, 0)
}

/** Gathers one term's postings from several inputs into a reused array. */
interface Collector {
  readonly packed: Uint32Array
  count: number
  readonly documents: Int32Array
  readonly frequencies: Uint8Array
}

function createCollector(inputs: readonly Input[]): Collector {
  const most = Math.max(1, ...inputs.map(({ ids }) => ids.length))
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

/** A list of one needs no decoding, and half of all pairs have one. */
function collectOne(collect: Collector, ids: Int32Array, posting: number): void {
  const id = ids[posting >>> 8]!
  if (id >= 0) collect.packed[collect.count++] = id * 256 + (posting & 255)
}

function mergePairs(inputs: readonly Input[], field: FieldId, collect: Collector, out: PairWriter): void {
  const dictionaries = inputs.map(({ segment }) => segment.pairs(field))
  const firsts = [...new Set(dictionaries.flatMap((dictionary) => [...dictionary.firstUnits]))].sort((a, b) => a - b)
  for (const first of firsts) {
    const sources: PairSource[] = []
    for (const [i, { ids }] of inputs.entries()) {
      const group = dictionaries[i]!.group(first)
      if (group !== undefined) sources.push({ ids, group, at: 0 })
    }
    mergeGroups(first, sources, collect, out)
    for (const dictionary of dictionaries) dictionary.forget(first)
  }
}

interface PairSource {
  readonly ids: Int32Array
  readonly group: PairGroup
  at: number
}

function mergeGroups(first: number, sources: readonly PairSource[], collect: Collector, out: PairWriter): void {
  for (;;) {
    let second = 0x10000
    for (const { group, at } of sources)
      if (at < group.seconds.length && group.seconds[at]! < second) second = group.seconds[at]!
    if (second === 0x10000) return
    collect.count = 0
    for (const source of sources) {
      const { group, at, ids } = source
      if (at === group.seconds.length || group.seconds[at] !== second) continue
      if (group.documentFrequency[at] === 1) collectOne(collect, ids, group.onlyPosting[at]!)
      else collectList(collect, ids, group.list(at))
      source.at++
    }
    if (collect.count > 0) addPair(out, first, second, collect.packed, 0, collect.count)
  }
}

function mergeTerms(inputs: readonly Input[], field: FieldId, collect: Collector, out: TermWriter): void {
  const scans = inputs.map(({ segment }) => segment.terms(field).scan())
  const heads = scans.map((scan) => scan.next().value)
  for (;;) {
    let term: string | undefined
    for (const head of heads) if (head !== undefined && (term === undefined || head.term < term)) term = head.term
    if (term === undefined) return
    collect.count = 0
    for (let i = 0; i < heads.length; i++) {
      const head = heads[i]
      if (head?.term !== term) continue
      collectList(collect, inputs[i]!.ids, head.list())
      heads[i] = scans[i]!.next().value
    }
    if (collect.count > 0) addTerm(out, term, collect.packed, 0, collect.count)
  }
}

/** One vocabulary for all inputs, numbered by frequency in the articles that are left. */
function mergeVocabularies(inputs: readonly Input[]): {
  entries: readonly VocabularyEntry[]
  /** Numbers of entries, most frequent first. */
  order: Int32Array
  newNumber: Int32Array[]
} {
  const joiner = createJoiner()
  const joint = inputs.map(({ segment: { vocabulary } }) => joinVocabulary(joiner, vocabulary))
  const all = joiner.entries
  const counts = new Int32Array(all.length)
  const scan = createTextScan()
  for (const [i, { segment, ids }] of inputs.entries()) {
    const numbers = joint[i]!
    for (let id = 0; id < ids.length; id++) {
      if (ids[id]! < 0) continue
      scan.read(segment.encodedText(id))
      for (let t = 0; t < scan.ends[storedFields - 1]!; t++) counts[numbers[scan.tokens[t]!]!]!++
    }
  }
  const { newNumber, order } = rankByFrequency(counts)
  return {
    entries: all,
    order,
    newNumber: joint.map((numbers) => numbers.map((number) => newNumber[number]!)),
  }
}

/** Finds equal tokens of several vocabularies: unchanged ones by their units, without a string; changed ones by both. */
interface Joiner {
  readonly entries: VocabularyEntry[]
  readonly spellings: SpellingTable
  /** Number + 1 by spelling and kind. */
  bySpelling: Int32Array
  readonly changed: Map<string, number>
}

const kinds = 8

function createJoiner(): Joiner {
  return { entries: [], spellings: createSpellingTable(), bySpelling: new Int32Array(1 << 13), changed: new Map() }
}

/** The joint number of each token of a vocabulary. */
function joinVocabulary(joiner: Joiner, vocabulary: Vocabulary): Int32Array {
  unpackAll(vocabulary)
  const numbers = new Int32Array(vocabulary.count)
  for (let id = 0; id < vocabulary.count; id++) {
    const start = vocabulary.normalizedStart[id]!
    // A token that normalises to nothing keeps its original where its normalised spelling would begin.
    const isChanged =
      vocabulary.surfaceStart[id] !== start || vocabulary.surfaceLength[id] !== vocabulary.normalizedLength[id]
    numbers[id] = isChanged ? joinChanged(joiner, vocabulary, id) : joinUnchanged(joiner, vocabulary, id, start)
  }
  return numbers
}

function joinUnchanged(joiner: Joiner, vocabulary: Vocabulary, id: number, start: number): number {
  const spelling = numberSpelling(joiner.spellings, vocabulary.pool, start, start + vocabulary.normalizedLength[id]!)
  const kind = vocabulary.kind[id]!
  const place = spelling * kinds + kind
  if (place >= joiner.bySpelling.length) joiner.bySpelling = grown(joiner.bySpelling, new Int32Array(place * 2))
  if (joiner.bySpelling[place] === 0) {
    const text = normalizedOf(vocabulary, id)
    joiner.bySpelling[place] = joiner.entries.push({ normalized: text, surface: text, kind })
  }
  return joiner.bySpelling[place]! - 1
}

function joinChanged(joiner: Joiner, vocabulary: Vocabulary, id: number): number {
  const normalized = normalizedOf(vocabulary, id)
  const surface = surfaceOf(vocabulary, id)
  const kind = vocabulary.kind[id]!
  const key = `${kind}${surface}\u0000${normalized}`
  const found = joiner.changed.get(key) ?? joiner.entries.push({ normalized, surface, kind }) - 1
  joiner.changed.set(key, found)
  return found
}

/** Decodes all fields of an article to token numbers. */
function createTextScan(): { tokens: Int32Array; ends: Int32Array; read(bytes: Uint8Array): void } {
  const bounds = new Int32Array(storedFields + 1)
  const scan = {
    tokens: new Int32Array(8192),
    ends: new Int32Array(storedFields),
    read: (bytes: Uint8Array): void => {
      if (bytes.length > scan.tokens.length) scan.tokens = new Int32Array(bytes.length * 2)
      fieldBounds(bytes, bounds)
      let at = 0
      for (let field = 0; field < storedFields; field++) {
        at += decodeTokens(bytes, bounds[field]!, bounds[field + 1]!, scan.tokens.subarray(at))
        scan.ends[field] = at
      }
    },
  }
  return scan
}

function copyArticles(
  { segment, ids }: Input,
  newNumber: Int32Array,
  files: Map<string, number>,
  add: (
    facts: { record: ReturnType<SegmentReader['record']>; author: string; tags: string[] },
    putText: (out: ByteWriter) => void,
  ) => void,
): void {
  const scan = createTextScan()
  const authors = segment.facets('author')
  const tags = segment.facets('tag')
  const values = (column: typeof authors, id: number): string[] =>
    Array.from(column.numbers.subarray(column.start[id], column.start[id + 1]), (number) => column.values[number]!)
  for (let id = 0; id < ids.length; id++) {
    if (ids[id]! < 0) continue
    const record = segment.record(id)
    const path = segment.files[record.file]!
    const file = files.get(path) ?? files.size
    files.set(path, file)
    scan.read(segment.encodedText(id))
    add({ record: { ...record, file }, author: values(authors, id)[0] ?? '', tags: values(tags, id) }, (out) =>
      putArticleText(out, scan.tokens, 0, scan.ends, newNumber),
    )
  }
}
