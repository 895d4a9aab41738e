/** Joins the lists of bigrams, terms and words, each in ascending order, and cuts them into files. */
import { Field } from '../../storage/segment/fields.js'
import type { LexiconCount } from './format/keys.js'
import { ListFileWriter, pairSlot, slots, termSlot, type ListContext, type ListRange } from './format/lists.js'
import { createFileSizes } from './article-files.js'
import { shortestBetween } from './format/root.js'
import { orderOfKey, type ListSource, type PairSource, type LexiconWord } from './terms.js'

export interface ListSources {
  /** By field. */
  readonly pairs: readonly PairSource[]
  readonly terms: readonly ListSource[]
  /** Ascending. */
  readonly words: readonly LexiconWord[]
}

export interface ListFile {
  /** At most the file's first key and greater than all keys of earlier files. */
  readonly first: string
  readonly bytes: Uint8Array
}

/** Smaller files would cost more in requests than they save in bytes. */
const leastBytes = 3000

/**
 * @param files most files, about equally large; keys with the same first two units stay in one file
 * @param onWord called with each word of texts, ascending, and the number of articles whose body contains it
 */
export function* cutLists(
  sources: ListSources,
  context: ListContext,
  files: number,
  onWord: (word: string, articles: number) => void = () => undefined,
): Generator<ListFile, undefined> {
  const joined = new JoinedSources(sources)
  const content = new ListContent(sources)
  const sizes = createFileSizes(content.all, files, leastBytes)
  let next = sizes.next(content.all)
  let writer = new ListFileWriter(context)
  let first = ''
  let last = ''
  while (joined.advance()) {
    const { key } = joined
    if (writer.size >= next && key.slice(0, 2) !== last.slice(0, 2)) {
      const bytes = writer.finish()
      content.add(bytes.length, joined.words)
      sizes.add()
      next = sizes.next(content.left)
      yield { first, bytes }
      writer = new ListFileWriter(context)
      first = shortestBetween(last, key)
    }
    writer.add(joined)
    const own = joined.lists[key.length > 2 || !joined.word ? termSlot(Field.body) : pairSlot(Field.body)]
    if (own !== undefined) onWord(key, own.count)
    last = key
  }
  if (writer.count > 0) yield { first, bytes: writer.finish() }
  return undefined
}

/** Measured; used until enough lists are written. */
const bytesOfPlace = 1.85
const bytesOfWord = 3
/** The estimate weighs as much as this share of the content would if it were written. */
const prior = 0.02

/** How many bytes lists will fill, estimated from the positions and words that are not written yet. */
class ListContent {
  /** The first estimate. */
  readonly all: number
  readonly #pairs: ListSources['pairs']
  readonly #words: number
  #written = 0
  /** The part of {@link all} that is written by now. */
  #estimated = 0

  constructor({ pairs, words }: ListSources) {
    this.#pairs = pairs
    this.#words = words.length
    this.all = Math.max(
      1,
      this.#bytesOf(({ places }) => places, words.length),
    )
  }

  get left(): number {
    const share = this.#estimated / this.all
    return ((this.#written + prior * this.all) / (share + prior)) * (1 - share)
  }

  /** @param words of the lexicon that were read so far */
  add(bytes: number, words: number): void {
    this.#written += bytes
    this.#estimated = this.#bytesOf(({ read }) => read, Math.min(words, this.#words))
  }

  #bytesOf(count: (pairs: PairSource) => number, words: number): number {
    return bytesOfPlace * this.#pairs.reduce((sum, pairs) => sum + count(pairs), 0) + bytesOfWord * words
  }
}

interface Slotted {
  readonly slot: number
  readonly source: ListSource
}

/** Walks all sources at once, key by key, and collects what has the same key. Hot. */
class JoinedSources {
  key = ''
  word: LexiconCount | undefined = undefined
  /** By slot. */
  readonly lists: (ListRange | undefined)[] = Array.from({ length: slots }, () => undefined)
  #sources: readonly Slotted[]
  /** The sources that are at the key. */
  readonly #met: Slotted[] = []
  readonly #words: readonly LexiconWord[]
  #nextWord = 0

  constructor({ pairs, terms, words }: ListSources) {
    this.#words = words
    const all = [
      ...pairs.map((source, field) => ({ slot: pairSlot(field), source })),
      ...terms.map((source, field) => ({ slot: termSlot(field), source })),
    ]
    this.#sources = all.filter(({ source }) => source.key !== undefined)
  }

  /** Words of the lexicon that were read so far. */
  get words(): number {
    return this.#nextWord
  }

  /** Moves to the next key; returns false if there is none. */
  advance(): boolean {
    this.#leave()
    const word = this.#words[this.#nextWord]
    const key = this.#least(word?.key)
    if (key === undefined) return false
    this.key = key
    const order = orderOfKey(key)
    for (const slotted of this.#sources) {
      const { slot, source } = slotted
      if (source.order !== order || source.key !== key) continue
      this.lists[slot] = source.list
      this.#met.push(slotted)
    }
    this.word = word?.key === key ? word.word : undefined
    if (this.word !== undefined) this.#nextWord++
    return true
  }

  #least(word: string | undefined): string | undefined {
    let key = word
    let order = key === undefined ? Infinity : orderOfKey(key)
    for (const { source } of this.#sources) {
      if (source.order > order || (source.order === order && !(source.key! < key!))) continue
      key = source.key
      order = source.order
    }
    return key
  }

  /** Advances the sources that are at the last key. */
  #leave(): void {
    let isOver = false
    for (const { slot, source } of this.#met) {
      source.advance()
      isOver ||= source.key === undefined
      this.lists[slot] = undefined
    }
    this.#met.length = 0
    if (isOver) this.#sources = this.#sources.filter(({ source }) => source.key !== undefined)
  }
}
