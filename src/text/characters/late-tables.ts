/**
 * The tables of characters for a program that loads them from a file after it has started. In the worker of an export,
 * this module stands in for unit-tables.ts (package.json, "imports"). Nothing may be normalised before the tables are
 * loaded.
 */
import { unpackTables } from './unpack-tables.js'

export const unitFlags = new Uint8Array(0x10000)
export const unitMap = new Uint16Array(0x10000)
export const astral = { starts: new Uint32Array(0), flags: new Uint8Array(0) }
export const tableId = ''

const source: { spellings: () => string | undefined } = { spellings: () => undefined }

export const spellingTable = (): string | undefined => source.spellings()

/**
 * @param tables the generated runs and units, a line each
 * @param spellings called when a text first needs them, and again until they are loaded
 */
export function loadTables(tables: Uint8Array, spellings: () => string | undefined): void {
  const [runs, units] = new TextDecoder().decode(tables).split('\n') as [string, string]
  Object.assign(astral, unpackTables(runs, units, unitFlags, unitMap))
  source.spellings = spellings
}
