/** Explains errors of the system to someone who builds an index. */
import { XunzhangError } from '../../base/errors.js'
import { isClusterAddress, withoutSecrets } from '../store/address.js'

const notWritable = (what: 'forbidden' | 'folder' | 'name' | 'handles') => ['NOT_WRITABLE', { what }] as const
const full = (what: 'space' | 'size') => ['DISK_FULL', { what }] as const

const explained: Readonly<Record<string, ReturnType<typeof notWritable> | ReturnType<typeof full>>> = {
  ENOSPC: full('space'),
  EDQUOT: full('space'),
  EFBIG: full('size'),
  EACCES: notWritable('forbidden'),
  EPERM: notWritable('forbidden'),
  EROFS: notWritable('forbidden'),
  ENOTDIR: notWritable('folder'),
  EEXIST: notWritable('folder'),
  EISDIR: notWritable('name'),
  EMFILE: notWritable('handles'),
  ENFILE: notWritable('handles'),
}

/** Converts an error of the system to one that says what to do; any other error is returned unchanged. */
export function explainWriteError(error: unknown, dir: string): unknown {
  if (!isSystemError(error)) return error
  const [reason, parameters] =
    explained[error.code] ?? (['NOT_WRITABLE', { what: 'disk', system: error.code }] as const)
  return new XunzhangError(reason, parameters, { where: dir, cause: error })
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)
}

/**
 * The error that ends cancelled work. Its `name` is `AbortError`, as everywhere in the platform; it also has a code,
 * and the reason of the signal as its cause.
 */
export function interrupted(signal?: AbortSignal): XunzhangError {
  const error = new XunzhangError('INTERRUPTED', { what: 'index' }, { cause: signal?.reason })
  error.name = 'AbortError'
  return error
}

/** @throws XunzhangError INTERRUPTED, named `AbortError` */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw interrupted(signal)
}

/** @throws XunzhangError USAGE if `dir` is the address of a cluster */
export function requireFolder(dir: string): void {
  if (!isClusterAddress(dir)) return
  throw new XunzhangError('INDEX_UNFIT', { what: 'cluster' }, { where: withoutSecrets(dir) })
}
