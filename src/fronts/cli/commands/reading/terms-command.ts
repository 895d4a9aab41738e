import { XunzhangError } from '../../../../base/errors.js'
import { openIndex } from '../../../../library/open-index.js'
import type { FieldTerm } from '../../../../library/types.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand, indexFolders, refuseOperands } from '../../command.js'
import { status } from '../../context.js'
import { engineOptions } from '../../../../base/options/places.js'
import { csvRow, tsvRow } from '../../terminal/delimited.js'

/** The values of a field with the number of articles that have them. */
export const termsCommand = defineCommand('terms', {
  usage: ({ fieldName }) => fieldName,
  async run(values, operands, context) {
    const [field, ...surplus] = operands
    if (field === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'terms', operand: 'fieldName' })
    refuseOperands(surplus, 'terms', ['fieldName'])
    const format = chosenFormat(values, 'text')
    const index = await openIndex(indexFolders(values, context))
    try {
      if (index.terms === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command: 'terms' })
      const terms = await index.terms(field, engineOptions('terms', values))
      await context.out.write(termLines(terms, format))
      return terms.length > 0 ? status.found : status.nothing
    } finally {
      await index.close()
    }
  },
})

function termLines(terms: readonly FieldTerm[], format: 'text' | 'json' | 'ndjson' | 'csv' | 'tsv'): string {
  const width = terms.reduce((most, { count }) => Math.max(most, `${count}`.length), 1)
  switch (format) {
    case 'text':
      return terms.map(({ value, count }) => `${`${count}`.padStart(width)}  ${oneLine(value)}\n`).join('')
    case 'json':
      return `${safeJson({ terms })}\n`
    case 'ndjson':
      return terms.map((term) => `${safeJson(term)}\n`).join('')
    case 'csv':
      return csvRow(['value', 'count']) + terms.map(({ value, count }) => csvRow([value, count])).join('')
    case 'tsv':
      return terms.map(({ value, count }) => tsvRow([value, count])).join('')
  }
}
