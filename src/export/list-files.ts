/** Bigrams, terms and words, which ascend each, joined and cut into files. */
import type { LexiconCount } from './format/keys.js'
import type { ExportedList, ListContext } from './format/lists.js'
import type { FileSizes } from './file-sizes.js'
import { ListFileWriter, pairSlot, termSlot } from './format/lists.js'
import { shortestBetween } from './format/directory.js'

type Lists = Iterator<{ readonly key: string; readonly list: ExportedList }, undefined>

export interface ListSources {
  /** By field. */
  readonly pairs: readonly Lists[]
  readonly terms: readonly Lists[]
  readonly words: Iterator<{ readonly key: string; readonly word: LexiconCount }, undefined>
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
  let writer = new ListFileWriter(context)
  let first = ''
  let last = ''
  for (const entry of joinSources(sources)) {
    if (writer.size >= sizes.next && entry.key.slice(0, 2) !== last.slice(0, 2)) {
      const bytes = writer.finish()
      sizes.add(bytes.length)
      yield { first, bytes }
      writer = new ListFileWriter(context)
      first = shortestBetween(last, entry.key)
    }
    writer.add(entry)
    last = entry.key
  }
  if (writer.count > 0) yield { first, bytes: writer.finish() }
  return undefined
}

interface Joined {
  readonly key: string
  readonly lists: readonly (ExportedList | undefined)[]
  readonly word: LexiconCount | undefined
}

function* joinSources({ pairs, terms, words }: ListSources): Generator<Joined, undefined> {
  let lists = [
    ...pairs.map((source, field) => ({ slot: pairSlot(field), source, next: source.next().value })),
    ...terms.map((source, field) => ({ slot: termSlot(field), source, next: source.next().value })),
  ].filter(({ next }) => next !== undefined)
  let word = words.next().value
  for (;;) {
    let key = word?.key
    for (const { next } of lists) if (next !== undefined && (key === undefined || next.key < key)) key = next.key
    if (key === undefined) return undefined
    const found: (ExportedList | undefined)[] = []
    let isOver = false
    for (const one of lists) {
      if (one.next?.key !== key) continue
      found[one.slot] = one.next.list
      one.next = one.source.next().value
      isOver ||= one.next === undefined
    }
    if (isOver) lists = lists.filter(({ next }) => next !== undefined)
    const isWord = word?.key === key
    yield { key, lists: found, word: isWord ? word!.word : undefined }
    if (isWord) word = words.next().value
  }
}
