import type { ParametersOf } from '../../../base/errors.js'
import { problem } from '../../article.js'
import type { Problem } from '../../article.js'

/** Why unpacking stopped; what was read before remains valid. */
export class UnpackError extends Error {
  readonly what: ParametersOf<'PACKED'>['what']
  /** The bound that was exceeded; 0 for other reasons. */
  readonly most: number

  constructor(what: UnpackError['what'], most = 0) {
    super(what)
    this.what = what
    this.most = most
  }
}

/** @param part the part of the file; without one, the whole file */
export function unpackProblem(path: string, { what, most }: UnpackError, part?: Problem['part']): Problem {
  return problem(path, 'PACKED', { what, most }, { part, unread: 'file' })
}
