/**
 * The few file operations that writing an index needs, as one small interface. Tests inject an implementation that
 * fails or stops at any step, to prove that the last commit always survives.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { systemCodeOf } from '../../base/errors.js'

export interface FileSystem {
  exists(path: string): boolean
  /** Creates a folder in an existing one. Fails with EEXIST if something else has its name. */
  makeFolder(path: string): void
  /** Names in a folder, sorted; empty if it doesn't exist. */
  list(path: string): string[]
  /** Fails if the name is not a regular file: EISDIR for a folder, EFTYPE for a pipe or a device. */
  readFile(path: string): Uint8Array
  /** A new, empty file, open for writing. Fails with EEXIST if anything has its name, even a broken link. */
  createExclusive(path: string): number
  /** Fails like `readFile`, and never waits for the other end of a pipe. */
  openRead(path: string): number
  size(handle: number): number
  /** Fills `into` from `position`; returns the bytes read, fewer only at the end of the file. */
  read(handle: number, into: Uint8Array, position: number): number
  write(handle: number, bytes: Uint8Array): void
  sync(handle: number): void
  close(handle: number): void
  rename(from: string, to: string): void
  remove(path: string): void
  syncFolder(path: string): void
}

function readFully(handle: number, into: Uint8Array, position: number): number {
  let done = 0
  while (done < into.length) {
    const count = readSync(handle, into, done, into.length - done, position + done)
    if (count === 0) break
    done += count
  }
  return done
}

function writeFully(handle: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done)
}

function syncFolder(path: string): void {
  // Windows can't open a folder; there a rename is durable by itself.
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    // Some network file systems can't sync folders.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCodeOf(error))) throw error
  } finally {
    closeSync(handle)
  }
}

export const nodeFileSystem: FileSystem = {
  exists: existsSync,
  makeFolder: makeOneFolder,
  list: (path) => (existsSync(path) ? readdirSync(path).sort() : []),
  readFile: readRegular,
  // O_CREAT with O_EXCL never follows a link at the end of the path.
  createExclusive: (path) => openSync(path, 'wx'),
  openRead,
  size: (handle) => fstatSync(handle).size,
  read: readFully,
  write: writeFully,
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: unlinkSync,
  syncFolder,
}

/** Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such flag, and undefined adds none. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK

function openRead(path: string): number {
  const handle = openSync(path, readFlags)
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw irregular(path, stats.isDirectory() ? 'EISDIR' : 'EFTYPE')
    return handle
  } catch (error) {
    closeSync(handle)
    throw error
  }
}

function irregular(path: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: not a regular file, '${path}'`), { code, path })
}

function readRegular(path: string): Uint8Array {
  const handle = openRead(path)
  try {
    return readFileSync(handle)
  } finally {
    closeSync(handle)
  }
}

function makeOneFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error
  }
}
