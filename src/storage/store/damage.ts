/**
 * Errors for content that contradicts itself. A checksum only proves that the bytes are as they were written, and a
 * file may have been written with any content. Before decoders use a count, offset, length or name, they check it
 * against the actual data, and throw one of these errors.
 */
import { XunzhangError } from '../../base/errors.js'

/** @param article number in its segment, if the error concerns one */
export function inconsistentSection(where: string, section: string, article?: number): XunzhangError {
  const parameters = article === undefined ? ({ what: 'section' } as const) : ({ what: 'article', article } as const)
  return new XunzhangError('INDEX_FILE', { ...parameters, section }, { where })
}

/** A file without sections: catalog, moves, deletions, lines, words. */
export function inconsistentFile(where: string): XunzhangError {
  return new XunzhangError('INDEX_FILE', { what: 'content' }, { where })
}

/** An impossible value in the manifest or in the table of a segment. */
export function impossibleValue(where: string, key: string): XunzhangError {
  return new XunzhangError('INDEX_FILE', { what: 'value', key }, { where })
}
