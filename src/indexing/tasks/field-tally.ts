/** Counts values that don't have the type of their field. They are reported once for each field of a file. */
import { problem } from '../../source/article.js'
import type { Problem } from '../../source/article.js'
import type { OwnContext } from '../../source/fields/own-values.js'
import type { FieldType } from '../../text/own-fields.js'

export interface FieldTally {
  readonly take: NonNullable<OwnContext['onFieldValue']>
  problems(): Problem[]
}

export function createFieldTally(path: string): FieldTally {
  const found = new Map<string, { readonly type: FieldType; readonly line: number; count: number }>()
  return {
    take: (field, type, line) => {
      const known = found.get(field)
      if (known === undefined) found.set(field, { type, line, count: 1 })
      else known.count++
    },
    problems: () =>
      Array.from(found, ([field, { type, line, count }]) =>
        problem(path, 'FIELD_VALUE', { field, type, count }, { line }),
      ),
  }
}
