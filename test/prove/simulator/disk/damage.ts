/** Damage behind the program's back: a disk that acknowledged a write and didn't do it, or did it elsewhere. */
import { crc32 } from 'node:zlib'
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
      // Whole and sound, but another file, or another version of it that is as long.
      return replace(file, (random.chance(0.5) ? versionOf(file.content, random) : undefined) ?? other.content.slice())
    case 'flipped':
      return overwrite(file, at, flipBit(sector, random.below(size * 8)))
  }
}

/** Of pages, as FORMAT.md describes paged files; scale.ts makes them small. */
const pageSize = 256
const trailerSize = 24

/** @returns a paged file as long as this one whose checksums are right; undefined where this is none */
function versionOf(content: Uint8Array, random: Random): Uint8Array | undefined {
  if (content.length < trailerSize) return undefined
  const version = content.slice()
  const view = new DataView(version.buffer)
  const size = Number(view.getBigUint64(version.length - trailerSize, true))
  const table = version.length - trailerSize - 4 * Math.ceil(size / pageSize)
  if (size === 0 || table !== size) return undefined
  const at = random.below(size)
  version[at]! ^= 1 << random.below(8)
  const page = Math.floor(at / pageSize)
  const end = Math.min((page + 1) * pageSize, size)
  view.setUint32(table + 4 * page, crc32(version.subarray(page * pageSize, end)), true)
  view.setUint32(version.length - trailerSize + 8, crc32(version.subarray(table, version.length - trailerSize)), true)
  return version
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
