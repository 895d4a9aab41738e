/** Explains errors of the system to someone who builds an index. */
import { XunzhangError } from '../../base/errors.js'

const reasons: Readonly<
  Record<
    string,
    'DISK_FULL' | 'FILE_SIZE_LIMIT' | 'WRITE_FORBIDDEN' | 'NOT_A_FOLDER' | 'FOLDER_IN_THE_WAY' | 'TOO_MANY_OPEN_FILES'
  >
> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'FILE_SIZE_LIMIT',
  EACCES: 'WRITE_FORBIDDEN',
  EPERM: 'WRITE_FORBIDDEN',
  EROFS: 'WRITE_FORBIDDEN',
  ENOTDIR: 'NOT_A_FOLDER',
  EEXIST: 'NOT_A_FOLDER',
  EISDIR: 'FOLDER_IN_THE_WAY',
  EMFILE: 'TOO_MANY_OPEN_FILES',
  ENFILE: 'TOO_MANY_OPEN_FILES',
}

/** Converts an error of the system to one that says what to do; any other error is returned unchanged. */
export function explainWriteError(error: unknown, dir: string): unknown {
  if (!isSystemError(error)) return error
  const reason = reasons[error.code]
  const details = { where: dir, cause: error }
  return reason === undefined
    ? new XunzhangError('DISK_REFUSES', { system: error.code }, details)
    : new XunzhangError(reason, {}, details)
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)
}
