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
} from '#system/fs'
import { systemCodeOf } from '../../base/errors.js'
import { dirname } from '#system/path'

/*
 * A file system in memory, for an index that exists only as long as its process. Files of an index are written once,
 * from front to back, so a file is its pieces until it is first read.
 */

interface MemoryFile {
  pieces: Uint8Array[]
  size: number
}

/** Initially empty except for the root folder. */
export function createMemoryFileSystem(): FileSystem {
  const files = new Map<string, MemoryFile>()
  const folders = new Set<string>(['/'])
  const handles = new Map<number, MemoryFile>()
  let nextHandle = 1
  const open = (file: MemoryFile): number => {
    handles.set(nextHandle, file)
    return nextHandle++
  }
  const find = (path: string): MemoryFile => files.get(path) ?? fail(folders.has(path) ? 'EISDIR' : 'ENOENT', path)
  const opened = (handle: number): MemoryFile => handles.get(handle) ?? fail('EBADF', '')
  return {
    exists: (path) => files.has(path) || folders.has(path),
    makeFolder: (path) => void folders.add(path),
    list: (path) =>
      Array.from(files.keys(), (name) => inside(path, name))
        .filter(isName)
        .sort(),
    readFile: (path) => wholeOf(find(path)).slice(),
    createExclusive: (path) => {
      if (files.has(path) || folders.has(path)) fail('EEXIST', path)
      if (!folders.has(dirname(path))) fail('ENOENT', path)
      const file = { pieces: [], size: 0 }
      files.set(path, file)
      return open(file)
    },
    openRead: (path) => open(find(path)),
    size: (handle) => opened(handle).size,
    read: (handle, into, position) => {
      const part = wholeOf(opened(handle)).subarray(position, position + into.length)
      into.set(part)
      return part.length
    },
    write: (handle, bytes) => {
      const file = opened(handle)
      file.pieces.push(bytes.slice())
      file.size += bytes.length
    },
    sync: () => undefined,
    close: (handle) => void handles.delete(handle),
    rename: (from, to) => {
      files.set(to, find(from))
      files.delete(from)
    },
    remove: (path) => void (find(path) && files.delete(path)),
    syncFolder: () => undefined,
  }
}

function inside(folder: string, path: string): string | undefined {
  return dirname(path) === folder ? path.slice(folder === '/' ? 1 : folder.length + 1) : undefined
}

const isName = (name: string | undefined): name is string => name !== undefined

function wholeOf(file: MemoryFile): Uint8Array {
  if (file.pieces.length === 1) return file.pieces[0]!
  const whole = new Uint8Array(file.size)
  let at = 0
  for (const piece of file.pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  file.pieces = [whole]
  return whole
}

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: '${path}'`), { code, path })
}

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
