/**
 * Opens the files that a walk found. Between the walk and the reading, anybody may replace a file by a pipe, a device
 * or a link, or its folder by a link. So the opened file is checked, never only its path.
 */
import { isOutOfHandles } from '../base/errors.js'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from '#system/fs'
import type { Stats } from 'node:fs'
import { sep } from '#system/path'

/** Distinguishes a file from another one with the same name. */
export interface FileIdentity {
  /** The given folder, without links in its path. The file must be inside it. */
  readonly root: string
  readonly device: number
  readonly inode: number
  /**
   * Time of the last change of content, name or permissions, in whole microseconds; no program can set it. 0 if it was
   * so shortly before the walk that a later change may have the same time.
   */
  readonly changedUs: number
}

interface OpenableFile {
  readonly absolute: string
  /** Absent if no walk found the file; then it is only checked to be a regular file. */
  readonly identity?: FileIdentity
}

/** Do not follow a link at the end of the path, and do not wait for a writer to a pipe. Windows has no such flags. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * A handle to read the file from; the caller closes it.
 * @throws an error of the system: ELOOP if a link has replaced the file or its folder, EFTYPE for anything but a file
 */
export function openSource(file: OpenableFile): number {
  const handle = openSync(file.absolute, flags)
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw systemError('EFTYPE', 'not a regular file')
    if (!isFoundFile(file, stats)) throw systemError('ELOOP', 'out of the folder')
    return handle
  } catch (error) {
    closeSync(handle)
    throw error
  }
}

/** All of the file's bytes. @throws as {@link openSource} */
export function readSource(file: OpenableFile): Buffer {
  const handle = openSource(file)
  try {
    return readFileSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * The result of `read`, or undefined if the file can't be read.
 * @throws the system's EMFILE or ENFILE, because otherwise every further file would count as unreadable
 */
export function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (isOutOfHandles(error)) throw error
    return undefined
  }
}

/**
 * True for the file that the walk found. An editor may have replaced it since; then its path is resolved again, and
 * must still lead into the folder.
 */
function isFoundFile({ absolute, identity }: OpenableFile, stats: Stats): boolean {
  if (identity === undefined || isSameFile(stats, identity.device, identity.inode)) return true
  const real = realpathSync.native(absolute)
  const there = lstatSync(real)
  return isInside(real, identity.root) && isSameFile(stats, there.dev, there.ino)
}

function isSameFile(stats: Stats, device: number, inode: number): boolean {
  return stats.dev === device && stats.ino === inode
}

/** Whether a path is inside a folder or the folder itself. Neither may contain links. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function systemError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${message}`), { code })
}

/** File systems round times to a step, in milliseconds: the kernel's tick, or two seconds on FAT. */
const finestStep = 50
const coarsestStep = 2000

/**
 * Whether a change made from now on must show in the file's times (git's rule for files that are "racily clean").
 * @param now milliseconds, taken before the file is read
 */
export function isSettled({ mtimeMs, ctimeMs }: Stats, now: number): boolean {
  const newest = Math.max(mtimeMs, ctimeMs)
  const step = ctimeMs % 1000 === 0 ? coarsestStep : finestStep
  return newest < now - step
}
