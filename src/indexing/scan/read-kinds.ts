import { KINDS } from '../../source/formats/kinds.js'

export { KINDS as kindsRead, missingFor } from '../../source/formats/kinds.js'

/** The file name extensions that are read: the usual one of each kind. */
export const readKinds: readonly string[] = KINDS.map(({ extensions }) => extensions[0]!)
