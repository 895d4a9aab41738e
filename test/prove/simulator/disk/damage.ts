/** Damage behind the program's back: a disk that acknowledged a write and didn't do it, or did it elsewhere. */
import type { Random } from '../world/random.js'
import { sectorSize } from './power-cut.js'
import type { FileNode } from './inode.js'

export const damageKinds = ['lost', 'zeroed', 'torn', 'misdirected', 'phantom', 'flipped', 'replaced'] as const
export type DamageKind = (typeof damageKinds)[number]

/**
 * Changes one sector of a file, or for a misdirected write one of another file, too.
 * @param others files whose bytes may turn up here
 * @returns the files that differ now
 */
export function damage(file: FileNode, others: readonly FileNode[], kind: DamageKind, random: Random): FileNode[] {
  if (file.content.length === 0) return []
  const at = random.below(Math.ceil(file.content.length / sectorSize)) * sectorSize
  const size = Math.min(sectorSize, file.content.length - at)
  const sector = file.content.subarray(at, at + size)
  const other = random.pick(others)
  switch (kind) {
    case 'lost':
      // The end of the file never came.
      return replace(file, file.content.slice(0, at + random.below(size)))
    case 'zeroed':
      return overwrite(file, at, new Uint8Array(size))
    case 'torn':
      return overwrite(file, at + random.below(size), new Uint8Array(size))
    case 'misdirected':
      return [...overwrite(other, at, sector), ...overwrite(file, at, new Uint8Array(size))]
    case 'phantom':
      return overwrite(file, at, other.content.subarray(0, size))
    case 'replaced':
      // Whole and sound, but another file.
      return replace(file, other.content.slice())
    case 'flipped':
      return overwrite(file, at, flipBit(sector, random.below(size * 8)))
  }
}

function flipBit(sector: Uint8Array, bit: number): Uint8Array {
  const flipped = sector.slice()
  flipped[bit >> 3]! ^= 1 << (bit & 7)
  return flipped
}

function overwrite(file: FileNode, at: number, bytes: Uint8Array): FileNode[] {
  const changed = file.content.slice()
  changed.set(bytes.subarray(0, Math.max(0, changed.length - at)), Math.min(at, changed.length))
  return replace(file, changed)
}

function replace(file: FileNode, content: Uint8Array): FileNode[] {
  const isSame = Buffer.compare(content, file.content) === 0
  file.content = file.safe = content
  file.isDirty = false
  return isSame ? [] : [file]
}
