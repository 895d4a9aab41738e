/** Posting lists of an export, behind the interfaces of dictionaries that search reads. */
import { getDirectory, fileNames } from '../export/format/root.js'
import { decodeListFile, pairSlot, termSlot } from '../export/format/lists.js'
import type { ExportedList, ListContext, ListEntry } from '../export/format/lists.js'
import { createKeyTable } from '../export/format/keys.js'
import type { Characters } from '../export/format/characters.js'
import { Field, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { PairDictionary, PairGroup } from '../../storage/segment/pairs/reader.js'
import { encodePostings, maxFrequency, readAhead, type PostingList } from '../../storage/segment/postings/codec.js'
import type { TermDictionary, TermEntry } from '../../storage/segment/terms/reader.js'
import { createByteReader } from '../../storage/store/byte-reader.js'
import { createByteWriter } from '../../storage/store/byte-writer.js'
import { lastAtMost } from '../../text/sorted.js'
import type { Files } from './files.js'
import type { TextUnits } from '../../storage/segment/articles/recent-texts.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'

interface ListFile {
  /** Ascending. */
  readonly entries: readonly ListEntry[]
  readonly byKey: ReadonlyMap<string, ListEntry>
}

export class Lists {
  readonly #files: Files
  readonly #firsts: readonly string[]
  readonly #context: ListContext

  /** @param firsts first keys of the files; @param lengths of the bodies */
  constructor(files: Files, firsts: readonly string[], lengths: Uint32Array, characters: Characters) {
    this.#files = files
    this.#firsts = firsts
    this.#context = { lengths, table: createKeyTable(characters) }
  }

  /** Undefined if the export doesn't have the key or its file isn't here yet. */
  find(key: string): ListEntry | undefined {
    const number = lastAtMost(this.#firsts, key)
    return number < 0 ? undefined : this.#file(number)?.byKey.get(key)
  }

  /** The entries whose key begins with a prefix, ascending. Entries of files that aren't here are left out. */
  *beginningWith(prefix: string): Generator<ListEntry, undefined> {
    const first = Math.max(0, lastAtMost(this.#firsts, prefix))
    for (let number = first; number < this.#firsts.length; number++) {
      if (number > first && !this.#firsts[number]!.startsWith(prefix)) break
      for (const entry of this.#file(number)?.entries ?? []) if (entry.key.startsWith(prefix)) yield entry
    }
    return undefined
  }

  #file(number: number): ListFile | undefined {
    return this.#files.get(fileNames.list(number), (bytes) => {
      const entries = decodeListFile(bytes, this.#context)
      return { entries, byKey: new Map(entries.map((entry) => [entry.key, entry])) }
    })
  }
}

/** Converts a list to that of a segment: the form that scoring decodes. */
export function postingList({ documents, frequencies }: ExportedList, lengths: Uint32Array): PostingList {
  const common = { documentFrequency: documents.length, articles: lengths.length, where: 'export' }
  const capped = (i: number): number => Math.min(maxFrequency, frequencies[i]!)
  if (documents.length === 1)
    return { ...common, bytes: new Uint8Array(0), onlyDocument: documents[0]!, onlyFrequency: capped(0) }
  const packed = Uint32Array.from(documents, (document, i) => document * 256 + capped(i))
  const out = createByteWriter(packed.length * 3 + 16)
  encodePostings(packed, 0, packed.length, lengths, out)
  const bytes = new Uint8Array(out.length + readAhead)
  bytes.set(out.bytes.subarray(0, out.length))
  return { ...common, bytes, onlyDocument: -1, onlyFrequency: 0 }
}

/** @param characters returns undefined until they are here */
export function pairsOf(
  lists: Lists,
  field: FieldId,
  lengths: Uint32Array,
  characters: () => Characters | undefined,
): PairDictionary {
  const listOf = (first: number, second: number): ExportedList | undefined =>
    lists.find(String.fromCharCode(first, second))?.lists[pairSlot(field)]
  const group = (first: number): PairGroup | undefined => {
    const found = [...lists.beginningWith(String.fromCharCode(first))].filter(({ lists: own }) => own[pairSlot(field)])
    if (found.length === 0) return undefined
    const own = found.map(({ lists: slots }) => slots[pairSlot(field)]!)
    return {
      seconds: Uint16Array.from(found, ({ key }) => key.charCodeAt(1)),
      documentFrequency: Int32Array.from(own, ({ documents }) => documents.length),
      list: (i) => postingList(own[i]!, lengths),
    }
  }
  return {
    find: (first, second) => {
      const list = listOf(first, second)
      return list && postingList(list, lengths)
    },
    documentFrequency: (first, second) => listOf(first, second)?.documents.length ?? 0,
    group,
    characterFrequency: (first) =>
      field === Field.body
        ? (characters()?.bodies[first] ?? 0)
        : countHolders(group(first), (i) => lists.find(String.fromCharCode(first, i))!.lists[pairSlot(field)]!),
    ...notRead,
  }
}

function countHolders(group: PairGroup | undefined, listOf: (second: number) => ExportedList): number {
  const holders = new Set<number>()
  for (const second of group?.seconds ?? []) for (const document of listOf(second).documents) holders.add(document)
  return holders.size
}

function refuse(): never {
  throw new RangeError('not merged')
}

/** Members that only merging and the expansion of an index on disk read. */
const notRead: Pick<PairDictionary, 'addSeconds' | 'addFrequencies' | 'firstUnits'> = {
  addSeconds: refuse,
  addFrequencies: refuse,
  firstUnits: new Uint16Array(0),
}

export function termsOf(lists: Lists, field: FieldId, lengths: Uint32Array, files: Files): TermDictionary {
  const listOf = (term: string): ExportedList | undefined => lists.find(term)?.lists[termSlot(field)]
  const find = (term: string): PostingList | undefined => {
    const list = listOf(term)
    return list && postingList(list, lengths)
  }
  const entryOf = (term: string, list: ExportedList): TermEntry => ({
    term,
    documentFrequency: list.documents.length,
    list: () => postingList(list, lengths),
  })
  return {
    count: 0,
    find,
    documentFrequency: (term) => listOf(term)?.documents.length ?? 0,
    *scan(from = '') {
      // Only a search for a string inside of terms scans all: those not of Han, which have a file of their own.
      if (from === '') {
        for (const term of files.get(fileNames.terms, readTerms)?.[field] ?? [])
          yield { term, documentFrequency: 0, list: () => find(term)! }
        return undefined
      }
      for (const { key, lists: own } of lists.beginningWith(from))
        if (own[termSlot(field)] !== undefined) yield entryOf(key, own[termSlot(field)]!)
      return undefined
    },
    cursor: refuse,
  }
}

function readTerms(bytes: Uint8Array): readonly (readonly string[])[] {
  const reader = createByteReader(bytes)
  return Array.from({ length: indexedFields }, () => getDirectory(reader))
}

/*
 * What posting lists say about a text that isn't here: the positions of some of its bigrams. That is enough to decide
 * whether it contains a string, and to bound its score in the second stage.
 */

export interface SketchSources {
  /** The list of a bigram in a field; undefined if there is none. */
  readonly listOf: (key: string, field: FieldId) => ExportedList | undefined
  /** Lengths in units, by article. */
  readonly bodies: Uint32Array
  readonly titles: Uint32Array
}

/** Whether a field contains the units; undefined if bigrams alone can't decide. */
export function occurs(
  { listOf }: SketchSources,
  article: number,
  field: FieldId,
  needle: Uint16Array,
): boolean | undefined {
  const placed: Placed[] = []
  for (let at = 0; at + 1 < needle.length; at++) {
    if (!isRun(needle, at) || !isRun(needle, at + 1)) continue
    const positions = positionsOf(listOf(String.fromCharCode(needle[at]!, needle[at + 1]!), field), article)
    if (positions.length === 0) return false
    placed.push({ at, positions })
  }
  if (placed.length === 0) return undefined
  if (!isAligned(placed)) return false
  return placed.length === needle.length - 1 ? true : undefined
}

/** Title and body with the units of these bigrams, and 0 for all other units. */
export function sketch({ listOf, bodies, titles }: SketchSources, article: number, pairs: Iterable<string>): TextUnits {
  const titleEnd = titles[article]!
  const bodyEnd = titleEnd + bodies[article]!
  const units = new Uint16Array(bodyEnd)
  for (const pair of pairs) {
    place(units, 0, pair, positionsOf(listOf(pair, Field.title), article))
    place(units, titleEnd, pair, positionsOf(listOf(pair, Field.body), article))
  }
  return { units, title: 0, titleEnd, body: titleEnd, bodyEnd }
}

/** A bigram's place in a string, and its positions in a text. */
interface Placed {
  readonly at: number
  readonly positions: Int32Array
}

function isAligned(placed: readonly Placed[]): boolean {
  const [rarest, ...others] = [...placed].sort((a, b) => a.positions.length - b.positions.length)
  return rarest!.positions.some((position) =>
    others.every(({ at, positions }) => includes(positions, position - rarest!.at + at)),
  )
}

const none = new Int32Array(0)

function positionsOf(list: ExportedList | undefined, article: number): Int32Array {
  const at = list === undefined ? -1 : indexOf(list.documents, article)
  return at < 0 ? none : (list!.positions?.subarray(list!.starts[at], list!.starts[at + 1]) ?? none)
}

function place(units: Uint16Array, start: number, pair: string, positions: Int32Array): void {
  for (const position of positions) {
    units[start + position] = pair.charCodeAt(0)
    units[start + position + 1] = pair.charCodeAt(1)
  }
}

function isRun(units: Uint16Array, at: number): boolean {
  // The second half of a surrogate pair has the class of the pair.
  const start = at > 0 && (units[at]! & 0xfc00) === 0xdc00 ? at - 1 : at
  const kind = classAt(units, start, units.length)
  return kind === CharClass.han || kind === CharClass.syllabic
}

const includes = (sorted: Int32Array, value: number): boolean => indexOf(sorted, value) >= 0

function indexOf(sorted: Int32Array, value: number): number {
  const at = lastAtMost(sorted, value)
  return sorted[at] === value ? at : -1
}
