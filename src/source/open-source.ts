/**
 * Opens the files that a walk found. Between the walk and the reading anybody may put a pipe, a device or a link in a
 * file's place, or a link in the place of its folder: what was opened is checked, never the path alone.
 */
import { isOutOfHandles } from '../errors.js'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { sep } from 'node:path'

/** What tells a file from another that has its name. */
export interface FileIdentity {
  /** The folder that was given, without links in its path: the file must lie in it. */
  readonly root: string
  readonly device: number
  readonly inode: number
  /**
   * Last change of content, name or rights, in whole microseconds: no program can set it. 0 where it was so shortly
   * before the walk that a later change may have the same time.
   */
  readonly changedUs: number
}

interface OpenableFile {
  readonly absolute: string
  /** Absent where no walk found the file: then only its kind is checked. */
  readonly identity?: FileIdentity
}

/** Never through a link at the end of the path, never waiting for the other end of a pipe. Windows has no such flags. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * A handle to read the file from; the caller closes it.
 * @throws an error of the system: ELOOP where a link was put in the way, EFTYPE where it is no regular file
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
 * What reading gives, or undefined where the file can't be read.
 * @throws the system's EMFILE or ENFILE: every file would be one that can't be read, and be left out
 */
export function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (isOutOfHandles(error)) throw error
    return undefined
  }
}

/** The file that the walk found, or one that an editor has put in its place since: then its path is followed anew. */
function isFoundFile({ absolute, identity }: OpenableFile, stats: Stats): boolean {
  if (identity === undefined || isSameFile(stats, identity.device, identity.inode)) return true
  const real = realpathSync.native(absolute)
  const there = lstatSync(real)
  return isInside(real, identity.root) && isSameFile(stats, there.dev, there.ino)
}

function isSameFile(stats: Stats, device: number, inode: number): boolean {
  return stats.dev === device && stats.ino === inode
}

/** Whether a path lies in a folder; both without links. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function systemError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${message}`), { code })
}

/** File systems count time in steps: the kernel's tick, or two seconds on FAT. */
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
