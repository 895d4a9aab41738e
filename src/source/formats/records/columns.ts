/** Columns of a table, as its first row names them. */
import { isFieldKey } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'

export interface Column {
  readonly name: string
  /** True for the name of a field, which is in the record even if the cell is empty. */
  readonly isField: boolean
}

/**
 * Of several columns with one name only the first keeps it. After very many of these the names stay, because a table
 * like that contains no articles.
 */
export function columnsOf(names: readonly string[]): Column[] {
  const seen = new Set<string>()
  let renamed = 0
  return names.map((written, at) => {
    const named = columnAt(written, at)
    if (!seen.has(named.name) || ++renamed > LIMITS.metadataKeys) return seen.add(named.name) && named
    return columnAt('', at)
  })
}

export function columnAt(written: string, at: number): Column {
  const name = known(written.trim()) || `column ${at + 1}`
  return { name, isField: isFieldKey(name) }
}

export const isUnnamed = (name: string): boolean => /^column \d+$/.test(name)

/**
 * The name of a column. Only the names of the main fields lose their case; a name that clashes with an object's own
 * keys becomes ''.
 */
function known(name: string): string {
  if (name === '__proto__') return ''
  return /^(?:text|title|date|_?id)$/i.test(name) ? name.toLowerCase() : name
}

/** True for a name that is several sentences. One question is a name, as in the table of a questionnaire. */
const isSentences = (name: string): boolean =>
  name.length > LIMITS.labelUnits || (name.match(/[，。；！？]/g)?.length ?? 0) > 1

/** The columns that a damaged table has named by a text that belongs below them. */
export function columnsOfText(names: readonly string[]): Set<number> {
  return new Set([...names.keys()].filter((at) => isSentences(names[at]!)))
}
