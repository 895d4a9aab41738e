/** How the tokens of a vocabulary are spelled, unpacked block by block when first asked for. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import { textOf } from '../../text/units.js'
import type { Vocabulary } from './codec.js'
import { changedBit, kindBits, vocabularyBlockBits, vocabularyBlockSize } from './codec.js'

/** Places of a token's numbers among the spellings of its block. */
const flagsPlace = 0
const surfaceStartPlace = 1
const surfaceLengthPlace = 2
const normalizedLengthPlace = 3
const numbersPerToken = 4

/** A token's TokenKind. */
export function kindOf(vocabulary: Vocabulary, id: number): number {
  return spelling(vocabulary, id, flagsPlace) & kindBits
}

/** Where a token's normalised spelling begins in the pool: a changed one's stands before its original. */
export function normalizedStart(vocabulary: Vocabulary, id: number): number {
  const start = surfaceStart(vocabulary, id)
  const hasOriginal = (spelling(vocabulary, id, flagsPlace) & changedBit) !== 0
  return hasOriginal ? start - normalizedLength(vocabulary, id) : start
}

/** In units. */
export function normalizedLength(vocabulary: Vocabulary, id: number): number {
  return spelling(vocabulary, id, normalizedLengthPlace)
}

/** Where a token's original begins in the pool. */
export function surfaceStart(vocabulary: Vocabulary, id: number): number {
  return spelling(vocabulary, id, surfaceStartPlace)
}

/** In units. */
export function surfaceLength(vocabulary: Vocabulary, id: number): number {
  return spelling(vocabulary, id, surfaceLengthPlace)
}

function spelling(vocabulary: Vocabulary, id: number, place: number): number {
  const block = id >>> vocabularyBlockBits
  const spellings = vocabulary.spellings[block] ?? unpackSpellings(vocabulary, block)
  return spellings[(id & (vocabularyBlockSize - 1)) * numbersPerToken + place]!
}

function unpackSpellings(vocabulary: Vocabulary, block: number): Int32Array {
  const spellings = new Int32Array(vocabularyBlockSize * numbersPerToken)
  vocabulary.spellings[block] = spellings
  const reader = createByteReader(vocabulary.lengths, vocabulary.blocks[2 * block])
  let at = vocabulary.blocks[2 * block + 1]!
  const count = Math.min(vocabularyBlockSize, vocabulary.count - block * vocabularyBlockSize)
  for (let i = 0; i < count * numbersPerToken; i += numbersPerToken) {
    const flags = getVarint(reader)
    const length = getVarint(reader)
    const hasOriginal = (flags & changedBit) !== 0
    spellings[i + flagsPlace] = flags
    spellings[i + normalizedLengthPlace] = length
    spellings[i + surfaceStartPlace] = hasOriginal ? at + length : at
    spellings[i + surfaceLengthPlace] = hasOriginal ? getVarint(reader) : length
    at = spellings[i + surfaceStartPlace]! + spellings[i + surfaceLengthPlace]!
  }
  return spellings
}

/** The original spelling of token `id`. */
export function surfaceOf(vocabulary: Vocabulary, id: number): string {
  return stretch(vocabulary.pool, surfaceStart(vocabulary, id), surfaceLength(vocabulary, id))
}

/** The normalised spelling of token `id`. */
export function normalizedOf(vocabulary: Vocabulary, id: number): string {
  return stretch(vocabulary.pool, normalizedStart(vocabulary, id), normalizedLength(vocabulary, id))
}

const stretch = (pool: Uint16Array, start: number, length: number): string => textOf(pool, start, start + length)
