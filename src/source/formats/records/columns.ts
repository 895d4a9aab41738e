/** Columns of a table, as its first row names them. */
import { isFieldKey } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'

export interface Column {
  readonly name: string
  /** The name of a field counts even where the cell is empty. */
  readonly isField: boolean
}

/** Of columns of one name the first has it; a table of very many such is none of articles. */
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

/** Names keep their case but not what would clash with an object's own keys. */
function known(name: string): string {
  if (name === '__proto__') return ''
  return /^(?:text|title|date|_?id)$/i.test(name) ? name.toLowerCase() : name
}

/** Sentences are no name; a question is, of a questionnaire's table. */
const isSentences = (name: string): boolean =>
  name.length > LIMITS.labelUnits || (name.match(/[，。；！？]/g)?.length ?? 0) > 1

/** Which columns a damaged table has named by a text that belongs below them. */
export function columnsOfText(names: readonly string[]): Set<number> {
  return new Set([...names.keys()].filter((at) => isSentences(names[at]!)))
}
