/** Writes the tables of src/text/characters/unit-tables.ts in the form that src/text/analyzers/ready-tables.ts reads. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { astral, unitFlags, unitMap } from '../../src/text/characters/unit-tables.js'

export function buildUnitTables(outDir: string): void {
  mkdirSync(outDir, { recursive: true })
  const path = join(outDir, 'units.bin')
  const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Uint32Array): Uint8Array =>
    new Uint8Array(buffer, byteOffset, byteLength)
  writeFileSync(`${path}.${process.pid}`, Buffer.concat([unitMap, unitFlags, astral.starts, astral.flags].map(bytesOf)))
  renameSync(`${path}.${process.pid}`, path)
}
