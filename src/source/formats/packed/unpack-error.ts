import { problem } from '../../article.js'
import type { Problem } from '../../article.js'

type UnpackReason =
  | 'PACKED_DAMAGED'
  | 'PACKED_TOO_LARGE'
  | 'PACKED_TOO_DENSE'
  | 'PACKED_TOO_MANY_FILES'
  | 'PACKED_TOO_MANY_TAGS'
  | 'PACKED_LINE_TOO_LARGE'
  | 'ZSTD_UNSUPPORTED'

/** Why unpacking stopped; what was read before remains valid. */
export class UnpackError extends Error {
  readonly reason: UnpackReason
  /** The bound that was exceeded; 0 for other reasons. */
  readonly most: number

  constructor(reason: UnpackReason, most = 0) {
    super(reason)
    this.reason = reason
    this.most = most
  }
}

/** @param part the part of the file; without one, the whole file */
export function unpackProblem(path: string, { reason, most }: UnpackError, part?: Problem['part']): Problem {
  return problem(path, reason, { most }, { part, unread: 'file' })
}
