/** The format chosen by `--json` and `--format`. */
import { XunzhangError } from '../../base/errors.js'

interface Given<F extends string> {
  readonly json?: boolean
  readonly format?: F | 'json'
}

/** @throws XunzhangError USAGE if they differ */
export function chosenFormat<F extends string, D extends string | undefined>(
  { json, format }: Given<F>,
  otherwise: D,
): F | 'json' | D {
  if (json !== true) return format ?? otherwise
  if (format !== undefined && format !== 'json')
    throw new XunzhangError('OPTION_FORM', { what: 'exclude', first: '--json', second: `--format ${format}` })
  return 'json'
}
