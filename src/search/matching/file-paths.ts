/** The paths of a segment's source files, in the form that `path:` searches. */
import type { SegmentReader } from '../../segment/reader.js'
import { normalize } from '../../text/normalize.js'

export interface FilePaths {
  /** Normalised, by file. */
  readonly paths: readonly string[]
  readonly fileOf: Int32Array
}

/** Read from the records at the first path query. */
export function readFilePaths(segment: SegmentReader): FilePaths {
  const fileOf = Int32Array.from({ length: segment.articles }, (_, article) => segment.fileOf(article))
  return { paths: segment.files.map((path) => normalize(path).text), fileOf }
}
