/** The generated table of spellings. A worker of an export fetches it only if a text needs it: late-tables.ts. */
import { spellings } from './char-table.generated.js'

/** Undefined if it is not loaded yet. */
export const spellingTable = (): string | undefined => spellings
