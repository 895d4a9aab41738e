/**
 * Errors for content that contradicts itself. A checksum only tells that bytes are as they were written; whoever made
 * the file may have written anything. Decoders compare every count, offset, length and name with what is there before
 * they use it, and throw one of these.
 */
import { XunzhangError } from '../errors.js'

/** @param article number in its segment, where one is concerned */
export function inconsistentSection(where: string, section: string, article?: number): XunzhangError {
  return new XunzhangError('INCONSISTENT_SECTION', { section, ...(article !== undefined && { article }) }, { where })
}

/** A file without sections: catalog, moves, deletions, lines, words. */
export function inconsistentFile(where: string): XunzhangError {
  return new XunzhangError('INCONSISTENT_FILE', {}, { where })
}

/** A value of the manifest, or of the table of a segment, that can't be. */
export function impossibleValue(where: string, key: string): XunzhangError {
  return new XunzhangError('IMPOSSIBLE_VALUE', { key }, { where })
}
