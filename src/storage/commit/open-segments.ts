/**
 * The files of an open index, shared by the commits that it has open: a segment that two commits have in common is
 * opened once, and closed when neither is used any more. One for each open index. The caller that opens a commit must
 * release it.
 */
import type { Manifest, SegmentEntry, VectorsEntry } from '../segment/manifest.js'
import { RecentTexts } from '../segment/articles/recent-texts.js'
import type { SegmentReader } from '../segment/reader.js'
import type { FileSystem } from '../store/file-system.js'
import { HashChains, hashId } from '../store/hash-chains.js'
import type { PagedFile } from '../store/paged/reader.js'
import type { UserWord } from '../../text/lexicon/overlay.js'
import { readLexiconState } from './lexicon-state.js'
import type { SegmentVectors } from '../segment/vectors/codec.js'
import { missingIndex, openEntry, openNamed, openVectors, readManifest } from './snapshot.js'

/** A commit that is open: a snapshot that no later commit changes. */
export interface OpenCommit {
  readonly dir: string
  readonly manifest: Manifest
  /** The user's words with which the articles were segmented. */
  readonly words: readonly UserWord[]
  /** The compiled lexicon of the caller; undefined for the program's own. */
  readonly lexicon: Uint8Array | undefined
  readonly segments: readonly SegmentReader[]
  /** By segment; undefined for a segment without vectors. */
  readonly vectors: readonly (SegmentVectors | undefined)[]
  /** Live articles with this ID, newest segment first. */
  find(id: string): { readonly segment: number; readonly article: number }[]
  release(): void
}

interface HeldFile {
  readonly file: PagedFile
  ids?: HashChains
}

interface HeldSegment {
  readonly reader: SegmentReader
  readonly vectors: SegmentVectors | undefined
  readonly held: Held<HeldFile>
}

interface Held<T> {
  readonly key: string
  readonly value: T
  uses: number
}

/** Values that are opened when first asked for, and closed when nobody uses them any more. */
class Shared<T> {
  readonly #held = new Map<string, Held<T>>()
  readonly #close: (value: T) => void

  constructor(close: (value: T) => void) {
    this.#close = close
  }

  take(key: string, open: () => T): Held<T> {
    const held = this.#held.get(key) ?? { key, value: open(), uses: 0 }
    this.#held.set(key, held)
    held.uses++
    return held
  }

  release(held: Held<T>): void {
    if (--held.uses > 0) return
    this.#held.delete(held.key)
    this.#close(held.value)
  }
}

export class OpenSegments {
  readonly #fs: FileSystem
  readonly #dir: string
  readonly #files = new Shared<HeldFile>(({ file }) => file.close())
  readonly #segments = new Shared<HeldSegment>(({ vectors, held }) => {
    vectors?.close()
    this.#files.release(held)
  })
  readonly #recentTexts = new RecentTexts()
  readonly #checkTime: (() => void) | undefined
  readonly #lexicon: Uint8Array | undefined

  /**
   * @param checkTime called before each read; an error that it throws ends the current answer
   * @param lexicon compiled, in place of the program's own
   */
  constructor(fs: FileSystem, dir: string, checkTime?: () => void, lexicon?: Uint8Array) {
    this.#fs = fs
    this.#dir = dir
    this.#checkTime = checkTime
    this.#lexicon = lexicon
  }

  /**
   * Opens the current commit. A writer may replace it after its manifest was read and before its files are opened; then
   * both are read again.
   * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION
   */
  openLatest(): OpenCommit {
    const attempts = 3
    for (let attempt = 1; ; attempt++) {
      const manifest = readManifest(this.#fs, this.#dir)
      if (manifest === undefined) throw missingIndex(this.#dir)
      try {
        return this.open(manifest)
      } catch (error) {
        if (attempt === attempts || !this.isReplaced(manifest)) throw error
      }
    }
  }

  /** In a recreated folder, generations and file names start again, so a commit is identified by its checksums. */
  isReplaced(manifest: Manifest): boolean {
    return JSON.stringify(readManifest(this.#fs, this.#dir)) !== JSON.stringify(manifest)
  }

  /** On failure nothing of it stays open. */
  open(manifest: Manifest): OpenCommit {
    const held: Held<HeldSegment>[] = []
    let isOpen = true
    const release = (): void => {
      if (isOpen) for (const segment of held) this.#segments.release(segment)
      isOpen = false
    }
    try {
      const { applied } = readLexiconState(this.#fs, this.#dir, manifest)
      const toldApart = new Set(manifest.toldApart)
      for (const entry of manifest.segments) held.push(this.#segment(entry, toldApart, manifest.vectors))
      const segments = held.map(({ value }) => value.reader)
      const vectors = held.map(({ value }) => value.vectors)
      const find = (id: string): ReturnType<OpenCommit['find']> => findIn(held, id)
      const opened = { dir: this.#dir, manifest, words: applied, lexicon: this.#lexicon }
      return { ...opened, segments, vectors, find, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** @param toldApart files whose IDs are told apart; part of the keys, because the table has the IDs as shown */
  #segment(entry: SegmentEntry, toldApart: ReadonlySet<string>, what: VectorsEntry | undefined): Held<HeldSegment> {
    const apart = JSON.stringify([...toldApart])
    return this.#segments.take(JSON.stringify([entry, what?.dimensions]) + apart, () => {
      const { name, checksum, bytes } = entry
      const held = this.#files.take(`${name} ${checksum} ${bytes}${apart}`, () => {
        return { file: openNamed(this.#fs, this.#dir, entry, 'mirror') }
      })
      try {
        const reader = openEntry(this.#fs, this.#dir, entry, held.value.file, {
          recentTexts: this.#recentTexts,
          qualifiedFiles: toldApart,
          checkTime: this.#checkTime,
        })
        // Opened with the segment, because a later commit may remove the file.
        return { reader, vectors: openVectors(this.#fs, this.#dir, entry, what), held }
      } catch (error) {
        this.#files.release(held)
        throw error
      }
    })
  }
}

function findIn(held: readonly Held<HeldSegment>[], id: string): { segment: number; article: number }[] {
  const hash = hashId(id)
  const found: { segment: number; article: number }[] = []
  for (let segment = held.length - 1; segment >= 0; segment--) {
    const { reader, held: file } = held[segment]!.value
    const ids = (file.value.ids ??= createIdTable(reader))
    for (let article = ids.first(hash); article >= 0; article = ids.next(article))
      if (!reader.isDeleted(article) && reader.record(article).id === id) found.push({ segment, article })
  }
  return found
}

/** Articles of a segment by ID. Building reads every record once, 0.5 µs an article. */
function createIdTable(segment: SegmentReader): HashChains {
  const ids = new HashChains(segment.articles)
  for (let article = 0; article < segment.articles; article++) ids.add(article, hashId(segment.record(article).id))
  return ids
}
