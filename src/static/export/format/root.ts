/**
 * The root of an export, which a search must read before it can fetch anything else, and the pointer file, the only
 * file whose content changes while its name stays. Format: FORMAT.md, "Exports".
 */
import type { ExportableTokenizer } from '../../../text/tokenizers/index.js'
import { createByteReader, getString, getVarint, type ByteReader } from '../../../storage/store/byte-reader.js'
import {
  createByteWriter,
  putBytes,
  putString,
  putVarint,
  written,
  type ByteWriter,
} from '../../../storage/store/byte-writer.js'

export const exportVersion = 3

/** `xunzhang.json`: where the current files are. */
export interface Pointer {
  readonly format: 'xunzhang-export'
  readonly version: number
  /** Folder of the files; named by a hash of all of their content. */
  readonly folder: string
  /** The worker's program. */
  readonly worker: string
  readonly articles: number
}

/** What is written as JSON. */
export interface RootFacts {
  readonly articles: number
  /** Sum of the body lengths, in units. */
  readonly bodyUnits: number
  readonly tokenizer: ExportableTokenizer
  /** Sum of all occurrences in the lexicon, and the weight of a character that is not a word. */
  readonly total: number
  readonly unknown: number
  /** Units of the longest word of the lexicon. */
  readonly longestWord: number
  /** Facets with at least two values. */
  readonly facets: readonly string[]
  /** Whether articles have titles, which completion offers. */
  readonly titles: boolean
}

export interface Root extends RootFacts {
  /** First keys of the list files. */
  readonly lists: readonly string[]
  /** First articles of the article files, and the number of all articles. */
  readonly articleFiles: readonly number[]
}

export function encodeRoot({ lists, articleFiles, ...facts }: Root): Uint8Array {
  const out = createByteWriter()
  const json = new TextEncoder().encode(JSON.stringify(facts))
  putVarint(out, json.length)
  putBytes(out, json)
  putDirectory(out, lists)
  putVarint(out, articleFiles.length)
  let before = 0
  for (const first of articleFiles) {
    putVarint(out, first - before)
    before = first
  }
  return written(out)
}

/** @throws RangeError, SyntaxError */
export function decodeRoot(bytes: Uint8Array): Root {
  const reader = createByteReader(bytes)
  const length = getVarint(reader)
  const facts = JSON.parse(new TextDecoder().decode(bytes.subarray(reader.at, reader.at + length))) as RootFacts
  reader.at += length
  const lists = getDirectory(reader)
  let before = 0
  const articleFiles = Array.from({ length: getVarint(reader) }, () => (before += getVarint(reader)))
  if (reader.at !== bytes.length) throw new RangeError('no root')
  return { ...facts, lists, articleFiles }
}

/**
 * Names within the export's folder. Parts that are always needed together are in one file, whose name stands before the
 * `+`, since each request takes as long as several KB. Lists and articles are plain files.
 */
export const fileNames = {
  root: 'start+root',
  characters: 'start+characters',
  dictionary: 'start+dictionary',
  lengths: 'start+lengths',
  days: 'start+days',
  terms: 'terms',
  tables: 'start+tables',
  spellings: 'spellings',
  titles: 'titles',
  words: 'expansion+words',
  pinyin: 'expansion+pinyin',
  lookAlikes: 'expansion+look-alikes',
  list: (number: number): string => `l/${number.toString(36)}`,
  articles: (number: number): string => `a/${number.toString(36)}`,
  facet: (name: string): string => `start+facet-${name}`,
}

export const fileOf = (part: string): string => part.split('+')[0]!
export const hasParts = (file: string): boolean => !file.includes('/')

export function encodeParts(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const out = createByteWriter()
  for (const [name, bytes] of parts) {
    putString(out, name)
    putVarint(out, bytes.length)
    putBytes(out, bytes)
  }
  return written(out)
}

/** @throws RangeError */
export function decodeParts(bytes: Uint8Array): Map<string, Uint8Array> {
  const reader = createByteReader(bytes)
  const parts = new Map<string, Uint8Array>()
  while (reader.at < bytes.length) {
    const name = getString(reader)
    const length = getVarint(reader)
    parts.set(name, bytes.slice(reader.at, (reader.at += length)))
  }
  return parts
}

/** Ending of every file in the folder. Each is a zlib stream, whatever compression the host adds. */
export const extension = '.bin'

/* The first key of each list file, ascending. It tells a reader which file contains a key before any is fetched. */

export function putDirectory(out: ByteWriter, firsts: readonly string[]): void {
  putVarint(out, firsts.length)
  let before = ''
  for (const first of firsts) {
    let shared = 0
    while (shared < first.length && shared < before.length && first.charCodeAt(shared) === before.charCodeAt(shared))
      shared++
    putVarint(out, shared)
    putVarint(out, first.length - shared)
    const base = shared < before.length ? before.charCodeAt(shared) : 0
    for (let at = shared; at < first.length; at++) putVarint(out, first.charCodeAt(at) - (at === shared ? base : 0))
    before = first
  }
}

/** @throws RangeError */
export function getDirectory(reader: ByteReader): string[] {
  const firsts: string[] = []
  const count = getVarint(reader)
  let before = ''
  for (let i = 0; i < count; i++) {
    const shared = getVarint(reader)
    const added = getVarint(reader)
    if (shared > before.length || added > reader.bytes.length) throw new RangeError('no directory')
    let first = before.slice(0, shared)
    for (let at = 0; at < added; at++) {
      const base = at === 0 && shared < before.length ? before.charCodeAt(shared) : 0
      first += String.fromCharCode(base + getVarint(reader))
    }
    firsts.push(first)
    before = first
  }
  return firsts
}

/** The shortest key that is greater than `before` and at most `first`. */
export function shortestBetween(before: string, first: string): string {
  for (let length = 1; length < first.length; length++)
    if (first.slice(0, length) > before) return first.slice(0, length)
  return first
}
