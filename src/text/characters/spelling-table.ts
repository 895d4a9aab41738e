/** The generated table of spellings. A worker of an export fetches it only where a text needs it: late-tables.ts. */
import { spellings } from './char-table.generated.js'

/** Undefined where it isn't here yet. */
export const spellingTable = (): string | undefined => spellings
