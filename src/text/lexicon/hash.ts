/**
 * A 64-bit hash that distinguishes lexicons and tables: two FNV-1a hashes with different offsets, finished as in
 * MurmurHash3. Not cryptographic: it guards against mistakes, not against attackers.
 */
import { unitsOf } from '../units.js'

/** @returns 16 hexadecimal digits */
export function hashBytes(bytes: Uint8Array): string {
  let low = 0x811c9dc5
  let high = 0x9747b28c
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul(high ^ byte, 0x85ebca6b)
    high ^= high >>> 13
  }
  return hex(low) + hex(high ^ low)
}

/** Hash of a string's UTF-16 units. */
export function hashText(text: string): string {
  return hashBytes(new Uint8Array(unitsOf(text).buffer))
}

function hex(hash: number): string {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
