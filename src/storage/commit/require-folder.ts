/** Rejects clusters for operations that need an index in a folder: writing, checking, merging. */
import { isClusterAddress } from '../store/address.js'
import { withoutSecrets } from '../store/secrets.js'
import { XunzhangError } from '../../base/errors.js'

/** @throws XunzhangError USAGE if `dir` is the address of a cluster */
export function requireFolder(dir: string): void {
  if (!isClusterAddress(dir)) return
  throw new XunzhangError('INDEX_UNFIT', { what: 'cluster' }, { where: withoutSecrets(dir) })
}
