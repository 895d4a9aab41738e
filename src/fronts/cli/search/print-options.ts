/** How hits are printed, from the options of `search`; options that don't go together are refused. */
import { XunzhangError } from '../../../base/errors.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { chosenFormat } from '../chosen-format.js'
import type { PrintOptions } from './formats.js'

type Given = ValuesAt<'search'>

/** @throws XunzhangError USAGE */
export function printOptions(values: Given): PrintOptions {
  const format = chooseFormat(values)
  const isOf = (...formats: readonly PrintOptions['format'][]): boolean => formats.includes(format)
  const written = format === 'paths' ? '--files-with-matches' : `--format ${format}`
  const refuse = (option: string): never => {
    throw new XunzhangError('OPTIONS_EXCLUDE', { first: option, second: written })
  }
  if (values.fields !== undefined && !isOf('tsv', 'csv', 'json', 'ndjson')) refuse('--fields')
  if (values.null === true && !isOf('tsv', 'vimgrep', 'paths')) refuse('--null')
  if (values.bom === true && !isOf('csv')) refuse('--bom')
  if (values.count === true && isOf('paths')) refuse('--count')
  return {
    format,
    fields: values.fields,
    isNull: values.null === true,
    isAbsolute: values.absolute === true,
    hasMark: values.bom === true,
    explains: values.explain === true,
    isBatch: values.batch !== undefined,
    counts: values.count === true,
  }
}

/** Without a chosen format, `--fields` means tsv and `--batch` means ndjson. */
function chooseFormat(values: Given): PrintOptions['format'] {
  const { format } = values
  const chosen = chosenFormat(values, undefined)
  if (values['files-with-matches'] === true) {
    if (format !== undefined || values.json === true) {
      const second = values.json === true ? '--json' : `--format ${format}`
      throw new XunzhangError('OPTIONS_EXCLUDE', { first: '--files-with-matches', second })
    }
    return 'paths'
  }
  if (chosen !== undefined) return chosen
  if (values.fields !== undefined) return 'tsv'
  return values.batch === undefined ? 'text' : 'ndjson'
}
