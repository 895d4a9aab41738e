/**
 * The tables of characters in dist/, unpacked in a file, because to unpack them takes a tenth of a cold search. In the
 * programs there, this module stands in for unit-tables.ts (package.json, "imports").
 *
 * The file, written by scripts/build-data/unit-tables.ts: unitMap, unitFlags, then five bytes for each stretch of the
 * supplementary planes, all starts before all flags.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { spellings } from '../characters/char-table.generated.js'

export { tableId } from '../characters/char-table.generated.js'

const units = 0x10000
const { buffer, byteOffset, length } = readFileSync(fileURLToPath(new URL('data/units.bin', import.meta.url)))
const stretches = (length - 3 * units) / 5

export const unitMap = new Uint16Array(buffer, byteOffset, units)
export const unitFlags = new Uint8Array(buffer, byteOffset + 2 * units, units)
export const astral = {
  starts: new Uint32Array(buffer, byteOffset + 3 * units, stretches),
  flags: new Uint8Array(buffer, byteOffset + 3 * units + 4 * stretches, stretches),
}

export const spellingTable = (): string | undefined => spellings
