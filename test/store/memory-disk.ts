/**
 * A disk in memory that knows what a power cut may take: bytes that no `sync` made safe, and names (made, changed,
 * removed) that no `syncFolder` made safe.
 */
import { dirname } from 'node:path'
import type { FileSystem } from '../../src/storage/store/file-system.js'

interface Inode {
  bytes: Uint8Array
  /** Content at the last sync; undefined before the first. */
  safe: Uint8Array | undefined
}

type NameChange =
  | { readonly kind: 'put'; readonly path: string; readonly inode: Inode }
  | { readonly kind: 'take'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string; readonly inode: Inode }

/** Decides what of the unsafe survives: a number in [0, 1) at each call. */
export type Luck = () => number

export interface MemoryDisk extends FileSystem {
  /** What a process that was killed leaves: all that it did. */
  afterKill(): MemoryDisk
  /** What a power cut leaves. `() => 0` takes all that is unsafe; values near 1 leave nearly all of it. */
  afterPowerCut(luck: Luck): MemoryDisk
  /** Content by path. */
  files(): Map<string, Uint8Array>
  /** Replaces, adds or (undefined) removes a file as damage does: at once and for good. */
  put(path: string, bytes: Uint8Array | undefined): void
  openHandles(): number
}

export function systemError(code: string, path = ''): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused, '${path}'`), { code, syscall: 'test' })
}

/** @param root a folder that is there and safe */
export function createMemoryDisk(root: string): MemoryDisk {
  return build(new Map(), new Set([root]))
}

function build(start: ReadonlyMap<string, Uint8Array>, safeFolders: ReadonlySet<string>): MemoryDisk {
  const whole = (content: Uint8Array): Inode => {
    const bytes = content.slice()
    return { bytes, safe: bytes }
  }
  const safeNames = new Map(Array.from(start, ([path, bytes]) => [path, whole(bytes)] as const))
  const names = new Map(safeNames)
  const folders = new Set(safeFolders)
  const pendingFolders = new Set<string>()
  let pending: NameChange[] = []
  const handles = new Map<number, Inode>()
  let nextHandle = 3

  const inodeOf = (path: string): Inode => {
    const inode = names.get(path)
    if (inode === undefined) throw systemError(folders.has(path) ? 'EISDIR' : 'ENOENT', path)
    return inode
  }
  const opened = (handle: number): Inode => {
    const inode = handles.get(handle)
    if (inode === undefined) throw systemError('EBADF')
    return inode
  }
  const open = (inode: Inode): number => {
    handles.set(nextHandle, inode)
    return nextHandle++
  }
  const createExclusive = (path: string): number => {
    if (!folders.has(dirname(path))) throw systemError('ENOENT', path)
    if (names.has(path) || folders.has(path)) throw systemError('EEXIST', path)
    const inode: Inode = { bytes: new Uint8Array(0), safe: undefined }
    names.set(path, inode)
    pending.push({ kind: 'put', path, inode })
    return open(inode)
  }

  return {
    exists: (path) => names.has(path) || folders.has(path),
    makeFolder: (path) => {
      for (let folder = path; !folders.has(folder); folder = dirname(folder)) {
        folders.add(folder)
        pendingFolders.add(folder)
      }
    },
    list: (path) =>
      [...names.keys()]
        .filter((name) => dirname(name) === path)
        .map((name) => name.slice(path.length + 1))
        .sort(),
    readFile: (path) => inodeOf(path).bytes.slice(),
    createExclusive,
    openRead: (path) => open(inodeOf(path)),
    size: (handle) => opened(handle).bytes.length,
    read: (handle, into, position) => {
      const part = opened(handle).bytes.subarray(position, position + into.length)
      into.set(part)
      return part.length
    },
    write: (handle, bytes) => {
      const inode = opened(handle)
      const longer = new Uint8Array(inode.bytes.length + bytes.length)
      longer.set(inode.bytes)
      longer.set(bytes, inode.bytes.length)
      inode.bytes = longer
    },
    sync: (handle) => {
      const inode = opened(handle)
      inode.safe = inode.bytes
    },
    close: (handle) => {
      opened(handle)
      handles.delete(handle)
    },
    rename: (from, to) => {
      const inode = inodeOf(from)
      names.delete(from)
      names.set(to, inode)
      pending.push({ kind: 'move', path: from, to, inode })
    },
    remove: (path) => {
      inodeOf(path)
      names.delete(path)
      pending.push({ kind: 'take', path })
    },
    syncFolder: (path) => {
      if (!folders.has(path) && path !== '/') throw systemError('ENOENT', path)
      const isHere = (change: NameChange): boolean => dirname(change.path) === path
      for (const change of pending.filter(isHere)) applyChange(safeNames, change)
      pending = pending.filter((change) => !isHere(change))
      for (const folder of pendingFolders) if (dirname(folder) === path) pendingFolders.delete(folder)
    },
    afterKill: () => build(contents(names), folders),
    afterPowerCut: (luck) => {
      const left = new Map(safeNames)
      for (const change of pending) if (luck() >= 0.5) applyChange(left, change)
      const lost = [...pendingFolders].filter(() => luck() < 0.5)
      const isLost = (path: string): boolean => lost.some((folder) => path === folder || path.startsWith(`${folder}/`))
      const survivors = [...left].filter(([path]) => !isLost(path))
      const kept = new Map(survivors.map(([path, inode]) => [path, survivingBytes(inode, luck)]))
      return build(kept, new Set([...folders].filter((folder) => !isLost(folder))))
    },
    files: () => contents(names),
    put: (path, bytes) => {
      for (const map of [names, safeNames]) {
        if (bytes === undefined) map.delete(path)
        else map.set(path, whole(bytes))
      }
    },
    openHandles: () => handles.size,
  }
}

function contents(names: ReadonlyMap<string, Inode>): Map<string, Uint8Array> {
  return new Map(Array.from(names, ([path, inode]) => [path, inode.bytes]))
}

function applyChange(names: Map<string, Inode>, change: NameChange): void {
  names.delete(change.path)
  if (change.kind === 'put') names.set(change.path, change.inode)
  else if (change.kind === 'move') names.set(change.to, change.inode)
}

/** Of bytes that were never made safe: none, a part, the length with zeros in it, or all. */
function survivingBytes({ bytes, safe }: Inode, luck: Luck): Uint8Array {
  if (safe === bytes) return bytes
  // So that luck of 0.5 throughout keeps all names and no bytes.
  const kind = Math.floor(((luck() * 2) % 1) * 4)
  if (kind === 0) return safe ?? new Uint8Array(0)
  if (kind === 3) return bytes
  const left = bytes.subarray(0, Math.floor(bytes.length * luck()))
  if (kind === 1) return left
  const zeroed = new Uint8Array(bytes.length)
  zeroed.set(left)
  return zeroed
}
