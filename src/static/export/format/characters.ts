/**
 * The characters of a collection: those of its texts as they are spelled, most frequent first (texts refer to them by
 * this rank); how many bodies contain each after normalising; and how often the lexicon counts each as a word. Format:
 * FORMAT.md, "Characters".
 */
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putBytes, putVarint, written } from '../../../storage/store/byte-writer.js'

export interface Characters {
  /** Units, by rank. */
  readonly units: Uint16Array
  /** By unit: rank + 1, or 0. */
  readonly rankOf: Uint16Array
  /** By unit: how many articles contain it in their normalised body. */
  readonly bodies: Uint32Array
  /**
   * By unit: 1 + occurrences in the lexicon as a word of its own; 0 for no word, {@link listedCount} for list files.
   */
  readonly counts: Uint32Array
}

/** Marks a character whose weight can't be computed from a count; its entry is in a list file. */
export const listedCount = 1

/** @param spelled by unit: how many articles contain it as it is spelled */
export function encodeCharacters(spelled: Uint32Array, bodies: Uint32Array, counts: Uint32Array): Uint8Array {
  const present = Array.from(spelled.keys()).filter((unit) => spelled[unit]! > 0 || bodies[unit]! > 0)
  present.sort((a, b) => spelled[b]! - spelled[a]! || a - b)
  const [names, falls, differences, words] = Array.from({ length: 4 }, () => createByteWriter()) as [Out, Out, Out, Out]
  let before = spelled[present[0] ?? 0] ?? 0
  putVarint(falls, before)
  for (const unit of present) {
    putVarint(names, unit)
    putVarint(falls, before - spelled[unit]!)
    before = spelled[unit]!
    const difference = bodies[unit]! - spelled[unit]!
    putVarint(differences, difference >= 0 ? difference * 2 : -difference * 2 - 1)
    putVarint(words, counts[unit]!)
  }
  const out = createByteWriter()
  putVarint(out, present.length)
  for (const part of [names, falls, differences, words]) putVarint(out, part.length)
  for (const part of [names, falls, differences, words]) putBytes(out, written(part))
  return written(out)
}

type Out = ReturnType<typeof createByteWriter>

/** @throws RangeError */
export function decodeCharacters(bytes: Uint8Array): Characters {
  const head = createByteReader(bytes)
  const count = getVarint(head)
  if (count > bytes.length) throw new RangeError('no characters')
  const sizes = Array.from({ length: 4 }, () => getVarint(head))
  let start = head.at
  const [names, falls, differences, words] = sizes.map((size) => createByteReader(bytes, (start += size) - size))
  const units = new Uint16Array(count)
  const rankOf = new Uint16Array(0x10000)
  const bodies = new Uint32Array(0x10000)
  const counts = new Uint32Array(0x10000)
  let spelled = getVarint(falls!)
  for (let rank = 0; rank < count; rank++) {
    const unit = getVarint(names!) & 0xffff
    units[rank] = unit
    rankOf[unit] = rank + 1
    spelled -= getVarint(falls!)
    const difference = getVarint(differences!)
    bodies[unit] = spelled + ((difference & 1) === 0 ? difference >>> 1 : -((difference + 1) >>> 1))
    counts[unit] = getVarint(words!)
  }
  return { units, rankOf, bodies, counts }
}
