/** What the system's refusals mean to someone who builds an index. */
import { XunzhangError } from '../errors.js'
import type { ErrorCode } from '../errors.js'

interface Meaning {
  readonly code: ErrorCode
  readonly what: string
  readonly remedy: string
}

const full: Meaning = {
  code: 'DISK_FULL',
  what: 'no space left',
  remedy: 'Free some space and run the command again; the last commit stands.',
}
const forbidden: Meaning = {
  code: 'NOT_WRITABLE',
  what: "can't write here",
  remedy: 'Choose another folder with --index, or change its permissions.',
}
const noFolder: Meaning = { code: 'NOT_WRITABLE', what: 'not a folder', remedy: 'Choose another folder with --index.' }
const tooManyFiles: Meaning = {
  code: 'NOT_WRITABLE',
  what: 'too many files are open',
  remedy: 'Raise the limit with "ulimit -n" and run the command again; the last commit stands.',
}

const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: { ...full, what: 'the file would be larger than allowed here' },
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: {
    ...noFolder,
    what: 'a folder has the name of a file to be written',
    remedy: 'Remove or rename that folder.',
  },
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
}

/** An error of the system as one that says what to do; any other error as it is. */
export function explainWriteError(error: unknown, dir: string): unknown {
  if (!isSystemError(error)) return error
  const { code, what, remedy } = meanings[error.code] ?? {
    code: 'NOT_WRITABLE' as const,
    what: `the disk refuses (${error.code})`,
    remedy: 'Check the disk and run the command again; the last commit stands.',
  }
  return new XunzhangError(code, what, { where: dir, remedy, cause: error })
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)
}
