/**
 * Texts that searches have looked at, packed, the latest 24 MiB of them for all open indexes together: one query's best
 * articles are often another's. What was handed out stays valid, for memory is let go, never written again.
 */
import type { PackedText, Room } from './packed-text.js'
import { newRoom } from './packed-text.js'
import type { ArticleRecord } from './record.js'

/** What the second stage and passages look at. */
export interface ArticleTexts {
  readonly title: PackedText
  readonly body: PackedText
  /** Once it was asked for. */
  head?: ArticleHead
}

/** What a list of hits shows beside passages. */
export interface ArticleHead {
  readonly record: ArticleRecord
  readonly title: string
  readonly author: string
  readonly tags: readonly string[]
}

/** Texts of one segment by article, in boards of 1024: half as many misses of the cache as a map. */
export type Shelf = (ArticleTexts | undefined)[][]

const boardBits = 10

export function takeDown(shelf: Shelf, article: number): ArticleTexts | undefined {
  return shelf[article >>> boardBits]?.[article & ((1 << boardBits) - 1)]
}

function putUp(shelf: Shelf, article: number, texts: ArticleTexts | undefined): void {
  const board = (shelf[article >>> boardBits] ??= new Array<ArticleTexts | undefined>(1 << boardBits).fill(undefined))
  board[article & ((1 << boardBits) - 1)] = texts
}

export interface RecentTexts {
  /** Packs an article's texts into memory of the store, and remembers them on the shelf until that is full. */
  add(shelf: Shelf, article: number, pack: (allot: typeof newRoom) => ArticleTexts): ArticleTexts
}

/** So much is let go at once. */
const slabBytes = 1 << 20
/** Larger texts would push too many others out. */
const largest = slabBytes / 8

interface Slab {
  readonly buffer: ArrayBuffer
  used: number
  /** What lies in it. */
  readonly entries: { readonly shelf: Shelf; readonly article: number }[]
}

/** @param bytes bound of the memory, a multiple of 1 MiB */
export function createRecentTexts(bytes: number): RecentTexts {
  const slabs: Slab[] = []
  const nextSlab = (): Slab => {
    const slab = { buffer: new ArrayBuffer(slabBytes), used: 0, entries: [] }
    if (slabs.push(slab) * slabBytes > bytes) {
      for (const { shelf, article } of slabs.shift()!.entries) putUp(shelf, article, undefined)
    }
    return slab
  }
  return {
    add: (shelf, article, pack) => {
      let slab = slabs.at(-1) ?? nextSlab()
      let isKept = true
      const texts = pack((units, marks): Room => {
        const size = roundUp(units * 2) + marks * 4
        if (size > largest) {
          isKept = false
          return newRoom(units, marks)
        }
        if (slab.used + size > slabBytes) slab = nextSlab()
        const start = slab.used
        slab.used += size
        return {
          units: new Uint16Array(slab.buffer, start, units),
          marks: new Uint32Array(slab.buffer, start + roundUp(units * 2), marks),
        }
      })
      if (!isKept) return texts
      putUp(shelf, article, texts)
      slab.entries.push({ shelf, article })
      return texts
    },
  }
}

/** Words lie on borders of four bytes. */
const roundUp = (bytes: number): number => (bytes + 3) & ~3

export const recentTexts = createRecentTexts(24 << 20)
