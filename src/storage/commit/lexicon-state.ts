/**
 * The user's words that an index keeps: those taught to it, and those with which its articles were segmented. A run of
 * `index` applies the former to the articles. Stored as JSON in a paged file that the manifest names. Format:
 * FORMAT.md, "User words".
 */
import { tokenizerOf } from '../../text/tokenizers/index.js'
import { isClusterAddress } from '../store/address.js'
import { XunzhangError } from '../../base/errors.js'
import type { Manifest } from '../segment/manifest.js'
import type { FileSystem } from '../store/file-system.js'
import type { UserWord } from '../../text/lexicon/overlay.js'
import { isCount, isRecord, isString, parseJson } from '../store/damage.js'
import { isHan } from '../../text/lexicon/user-lexicon.js'
import { missingIndex, readManifest, readSmall } from './snapshot.js'

export interface LexiconState {
  /** The words that the user taught the index, in the order of teaching. */
  readonly taught: readonly UserWord[]
  /** The words used to segment the articles: those taught by then, and those of the `--lexicon` file. Sorted. */
  readonly applied: readonly UserWord[]
}

export const noWords: LexiconState = { taught: [], applied: [] }

/** @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function readLexiconState(fs: FileSystem, dir: string, manifest: Manifest | undefined): LexiconState {
  return readSmall(fs, dir, manifest?.words, decodeLexiconState) ?? noWords
}

function decodeLexiconState(bytes: Uint8Array): LexiconState | undefined {
  const { taught, applied } = (parseJson(bytes) ?? {}) as Readonly<Record<string, unknown>>
  return areWords(taught) && areWords(applied) ? { taught, applied } : undefined
}

/** Whether these are words as {@link readUserLexicon} returns them; nothing else can be used for segmenting. */
function areWords(value: unknown): value is readonly UserWord[] {
  return Array.isArray(value) && value.every(isWord) && new Set(value.map(({ word }) => word)).size === value.length
}

/** In UTF-16 units. */
const longestWord = 255
const largestFrequency = 0xffffffff

function isWord(value: unknown): value is UserWord {
  if (!isRecord(value)) return false
  const { word, frequency = 0 } = value
  const isSane = isString(word) && word.length <= longestWord && isHan(word)
  return isSane && isCount(frequency) && frequency <= largestFrequency
}

export function encodeLexiconState(state: LexiconState): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(state))
}

/** If a word is given twice, the later one counts. Sorted, so that equal words make equal files. */
export function joinWords(...lists: readonly (readonly UserWord[])[]): UserWord[] {
  const words = new Map(lists.flat().map((word) => [word.word, word]))
  return [...words.values()].sort((a, b) => (a.word < b.word ? -1 : 1))
}

/** Words that only one of two lists has, or that have different frequencies in them. */
export function changedWords(before: readonly UserWord[], after: readonly UserWord[]): string[] {
  const known = new Map(before.map(({ word, frequency }) => [word, frequency]))
  const now = new Map(after.map(({ word, frequency }) => [word, frequency]))
  const all = new Set([...known.keys(), ...now.keys()])
  return [...all].filter((word) => known.has(word) !== now.has(word) || known.get(word) !== now.get(word))
}

/** Whether words were taught or removed that the articles are not cut by yet. */
export function hasWaitingWords(fs: FileSystem, dir: string): boolean {
  const manifest = readManifest(fs, dir)
  if (manifest?.words === undefined) return false
  const { taught, applied } = readLexiconState(fs, dir, manifest)
  // What is applied besides comes from a file, which only the building of the index reads again.
  const known = new Set(taught.map(({ word }) => word))
  return (
    changedWords(manifest.lexicon === '' ? applied : applied.filter(({ word }) => known.has(word)), taught).length > 0
  )
}

/**
 * The manifest of an index that can be taught words: one in a folder, segmented by the native tokenizer.
 * @throws XunzhangError USAGE, INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION
 */
export function requireTeachable(fs: FileSystem, dir: string): Manifest {
  if (isClusterAddress(dir)) throw new XunzhangError('INDEX_UNFIT', { what: 'words' }, { where: dir })
  const manifest = readManifest(fs, dir)
  if (manifest === undefined) throw missingIndex(dir)
  if (tokenizerOf(manifest.tokenizer)?.usesLexicon === true) return manifest
  throw new XunzhangError('INDEX_UNFIT', { what: 'tokenizer', tokenizer: manifest.tokenizer }, { where: dir })
}
