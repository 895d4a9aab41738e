/**
 * The generated tables of characters, those that are read for every character unpacked. That takes a few milliseconds
 * of a start. In the worker of an export, late-tables.ts stands in for this module: package.json, "imports".
 */
import { runs, spellings, units } from './char-table.generated.js'
import { unpackTables } from './unpack-tables.js'

export { tableId } from './char-table.generated.js'

/** Class and flags of each UTF-16 unit of normalised text. */
export const unitFlags = new Uint8Array(0x10000)

/**
 * Normalised unit of each original unit that maps to exactly one and never touches its neighbours; 0 for all others
 * (blanks, dropped characters, marks, surrogates, expansions), which take more than a look-up.
 */
export const unitMap = new Uint16Array(0x10000)

/** The ranges of supplementary code points with one class. */
export const astral = unpackTables(runs, units, unitFlags, unitMap)

/** The packed spellings; undefined if they are not loaded yet. */
export const spellingTable = (): string | undefined => spellings
