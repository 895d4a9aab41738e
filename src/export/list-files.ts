/** Bigrams, terms and words, which ascend each, joined and cut into files. */
import type { LexiconCount } from './format/keys.js'
import type { ListContext, ListRange } from './format/lists.js'
import type { FileSizes } from './file-sizes.js'
import { ListFileWriter, pairSlot, slots, termSlot } from './format/lists.js'
import { shortestBetween } from './format/directory.js'
import { orderOfKey } from './key-order.js'
import type { ListSource } from './key-order.js'
import type { LexiconWord } from './words.js'

export interface ListSources {
  /** By field. */
  readonly pairs: readonly ListSource[]
  readonly terms: readonly ListSource[]
  /** Ascending. */
  readonly words: readonly LexiconWord[]
}

export interface ListFile {
  /** At most its first key, greater than all keys before. */
  readonly first: string
  readonly bytes: Uint8Array
}

/** @param sizes bytes that a file has at least, but for the last; keys with the same first two units stay together */
export function* cutLists(
  sources: ListSources,
  context: ListContext,
  sizes: FileSizes,
): Generator<ListFile, undefined> {
  const joined = new JoinedSources(sources)
  let writer = new ListFileWriter(context)
  let first = ''
  let last = ''
  while (joined.advance()) {
    const { key } = joined
    if (writer.size >= sizes.next && key.slice(0, 2) !== last.slice(0, 2)) {
      const bytes = writer.finish()
      sizes.add(bytes.length)
      yield { first, bytes }
      writer = new ListFileWriter(context)
      first = shortestBetween(last, key)
    }
    writer.add(joined)
    last = key
  }
  if (writer.count > 0) yield { first, bytes: writer.finish() }
  return undefined
}

interface Slotted {
  readonly slot: number
  readonly source: ListSource
}

/** All that has the same key, key by key. Hot. */
class JoinedSources {
  key = ''
  word: LexiconCount | undefined = undefined
  /** By slot. */
  readonly lists: (ListRange | undefined)[] = Array.from({ length: slots }, () => undefined)
  #sources: readonly Slotted[]
  /** Which stand at the key. */
  readonly #met: ListSource[] = []
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

  /** To the next key; false where there is none. */
  advance(): boolean {
    this.#leave()
    const word = this.#words[this.#nextWord]
    const key = this.#least(word?.key)
    if (key === undefined) return false
    this.key = key
    const order = orderOfKey(key)
    for (const { slot, source } of this.#sources) {
      if (source.order !== order || source.key !== key) continue
      this.lists[slot] = source.list
      this.#met.push(source)
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

  /** The sources that showed the last key go on. */
  #leave(): void {
    let isOver = false
    for (const source of this.#met) {
      source.advance()
      isOver ||= source.key === undefined
    }
    this.#met.length = 0
    this.lists.fill(undefined)
    if (isOver) this.#sources = this.#sources.filter(({ source }) => source.key !== undefined)
  }
}
