import { XunzhangError } from '../../../../base/errors.js'
import type { FieldTerm } from '../../../../library/types.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand, refuseOperands } from '../../command.js'
import { reading } from '../../reading/reading.js'
import { engineOptions } from '../../../../base/options/places.js'
import { rowsText } from '../../terminal/delimited.js'

export const termsCommand = defineCommand('terms', {
  usage: ({ fieldName }) => fieldName,
  async run(values, operands, context) {
    const [field, ...surplus] = operands
    if (field === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'terms', operand: 'fieldName' })
    refuseOperands(surplus, 'terms', ['fieldName'])
    const format = chosenFormat(values, 'text')
    return reading('terms', values, context, async (index) => {
      const terms = await index.terms(field, engineOptions('terms', values))
      await context.out.write(termLines(terms, format))
      return terms.length > 0
    })
  },
})

function termLines(terms: readonly FieldTerm[], format: 'text' | 'json' | 'ndjson' | 'csv' | 'tsv'): string {
  if (format === 'json') return `${safeJson({ terms })}\n`
  if (format !== 'text') return rowsText(format, ['value', 'count'], terms)
  const width = terms.reduce((most, { count }) => Math.max(most, `${count}`.length), 1)
  return terms.map(({ value, count }) => `${`${count}`.padStart(width)}  ${oneLine(value)}\n`).join('')
}
