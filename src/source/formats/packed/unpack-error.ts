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

/** Why unpacking stopped; what came before it stands. */
export class UnpackError extends Error {
  readonly reason: UnpackReason
  /** The bound that was met. */
  readonly most: number

  constructor(reason: UnpackReason, most = 0) {
    super(reason)
    this.reason = reason
    this.most = most
  }
}

/** @param part what of the file it is; all of it without */
export function unpackProblem(path: string, { reason, most }: UnpackError, part?: Problem['part']): Problem {
  return problem(path, reason, { most }, { part, unread: 'file' })
}
