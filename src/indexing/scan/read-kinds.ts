import { KINDS } from '../../source/formats/kinds.js'

export { KINDS as kindsRead, missingFor } from '../../source/formats/kinds.js'

/** What the names of files that are read end in, the usual one of each kind. */
export const readKinds: readonly string[] = KINDS.map(({ extensions }) => extensions[0]!)
