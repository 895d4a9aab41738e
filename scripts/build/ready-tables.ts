/**
 * In the scripts of dist/: the tables of src/text/characters/unit-tables.ts, unpacked in a file. To unpack them would
 * take a tenth of the time of a cold search beyond that of starting Node.
 *
 * The file, written by scripts/build-data/unit-tables.ts: unitMap, unitFlags, then five bytes for each stretch of the
 * supplementary planes, all starts before all flags.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const units = 0x10000
const { buffer, byteOffset, length } = readFileSync(fileURLToPath(new URL('data/units.bin', import.meta.url)))
const stretches = (length - 3 * units) / 5

export const unitMap = new Uint16Array(buffer, byteOffset, units)
export const unitFlags = new Uint8Array(buffer, byteOffset + 2 * units, units)
export const astralStarts = new Uint32Array(buffer, byteOffset + 3 * units, stretches)
export const astralFlags = new Uint8Array(buffer, byteOffset + 3 * units + 4 * stretches, stretches)
