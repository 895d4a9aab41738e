/**
 * Node's file system as a simulated process has it: the calls that the engine uses, on the simulated disk. What isn't
 * simulated fails loudly. Names are Node's.
 */
import { constants } from 'node:fs'
import {
  createAt,
  folderAt,
  lookUp,
  makeFolderAt,
  nodeAt,
  removeAt,
  renameAt,
  syncFile,
  syncNames,
  systemError,
} from '../disk/disk.js'
import { setContent } from '../disk/inode.js'
import type { Node } from '../disk/inode.js'
import { mixSectors } from '../disk/power-cut.js'
import { countFault } from '../world/world.js'
import { machineFile, programFolder } from './machine-files.js'
import { enter, refuse, requireAlive } from './slot.js'
import type { OpenFile, Slot } from './slot.js'
import { direntOf, statsOf } from './stats.js'

type Encoding = BufferEncoding | { readonly encoding?: BufferEncoding | null } | null

export function createNodeFs(slot: Slot): Record<string, unknown> {
  const disk = () => slot.world.disk
  const now = () => slot.world.clock.now()
  const handleOf = (handle: number): OpenFile => {
    const file = slot.handles.get(handle)
    if (file === undefined) throw systemError('EBADF', `handle ${handle}`)
    return file
  }
  const open = (path: string, flags: string | number = 'r'): number => {
    const given = machineFile(slot, path)
    if (given !== undefined) return keep({ kind: 'file', content: given } as Node, path, false, 1000)
    const how = typeof flags === 'number' ? flags : flagsOf(flags)
    const isCreating = (how & constants.O_CREAT) !== 0
    refuse(enter(slot, isCreating ? 'create' : 'open', path), path)
    const wasThere = lookUp(disk(), path) !== undefined
    const mode = (how & constants.O_EXCL) !== 0 ? 'exclusive' : (how & constants.O_TRUNC) !== 0 ? 'empty' : 'keep'
    const node = isCreating ? createAt(disk(), path, now(), mode) : nodeAt(disk(), path)
    if (isCreating && !wasThere) slot.onNames(path, 'create')
    return keep(node, path, (how & constants.O_APPEND) !== 0)
  }
  /** The lowest free number, as the system gives it: a handle closed twice is soon another file's. */
  const keep = (node: Node, path: string, isAppending: boolean, first = 3): number => {
    let handle = first
    while (slot.handles.has(handle)) handle++
    slot.handles.set(handle, { node, path, position: 0, isAppending })
    return handle
  }
  const close = (handle: number): void => {
    const { path } = handleOf(handle)
    const refusal = enter(slot, 'close', path)
    // Closed all the same: so it is on Linux.
    slot.handles.delete(handle)
    refuse(refusal, path)
  }
  const read = (handle: number, into: Uint8Array, offset = 0, length = into.length - offset, at?: number | null) => {
    const file = handleOf(handle)
    const refusal = enter(slot, 'read', file.path)
    refuse(refusal, file.path)
    if (file.node.kind === 'folder') throw systemError('EISDIR', file.path)
    const from = at ?? file.position
    const wanted = refusal !== undefined && length > 1 ? 1 + slot.world.random.below(length - 1) : length
    const part = file.node.content.subarray(from, from + wanted)
    into.set(part, offset)
    if (at === undefined || at === null) file.position += part.length
    return part.length
  }
  const write = (handle: number, bytes: Uint8Array, offset = 0, length = bytes.length - offset, at?: number | null) => {
    const file = handleOf(handle)
    const refusal = enter(slot, 'write', file.path)
    if (file.node.kind === 'folder') throw systemError('EISDIR', file.path)
    const taken = refusal !== undefined && length > 1 ? 1 + slot.world.random.below(length - 1) : length
    const from = file.isAppending ? file.node.content.length : (at ?? file.position)
    const longer = new Uint8Array(Math.max(file.node.content.length, from + taken))
    longer.set(file.node.content)
    longer.set(bytes.subarray(offset, offset + taken), from)
    setContent(file.node, longer, now())
    if (at === undefined || at === null) file.position = from + taken
    refuse(refusal, file.path)
    return taken
  }
  const sync = (handle: number): void => {
    const { node, path } = handleOf(handle)
    const refusal = enter(slot, node.kind === 'folder' ? 'syncFolder' : 'sync', path)
    if (refusal?.code !== undefined && node.kind === 'file' && node.isDirty) {
      // The system reports it once and forgets the pages: what was written may be lost for good.
      node.safe = mixSectors(node, slot.world.random, (kind) => countFault(slot.world, kind))
      node.isDirty = false
    }
    refuse(refusal, path)
    if (node.kind === 'folder') syncNames(node)
    else syncFile(node)
  }
  const stat = (path: string, options?: StatOptions) => {
    refuse(enter(slot, 'stat', path), path)
    const node = lookUp(disk(), path)
    if (node === undefined && options?.throwIfNoEntry === false) return undefined
    return statsOf(node ?? nodeAt(disk(), path), options?.bigint === true)
  }
  const readFile = (where: string | number, encoding?: Encoding): Uint8Array | string => {
    if (typeof where === 'number') return decoded(readHandle(where), encoding)
    const given = machineFile(slot, where)
    if (given !== undefined) return decoded(given, encoding)
    const handle = open(where)
    try {
      return decoded(readHandle(handle), encoding)
    } finally {
      close(handle)
    }
  }
  const readHandle = (handle: number): Uint8Array => {
    const { node, path } = handleOf(handle)
    if (node.kind === 'folder') throw systemError('EISDIR', path)
    const refusal = enter(slot, 'read', path)
    if (refusal?.code !== undefined) throw systemError(refusal.code, path)
    return Buffer.from(node.content)
  }
  const rename = (from: string, to: string): void => {
    refuse(enter(slot, 'rename', `${from} to ${to}`), from)
    renameAt(disk(), from, to, now())
    slot.onNames(to, 'rename')
  }
  const remove = (path: string): void => {
    refuse(enter(slot, 'remove', path), path)
    removeAt(disk(), path, now())
    slot.onNames(path, 'remove')
  }
  const realpath = (path: string): string => {
    refuse(enter(slot, 'stat', path), path)
    nodeAt(disk(), path)
    return path
  }
  const simulated = {
    constants,
    openSync: open,
    closeSync: close,
    readSync: read,
    writeSync: write,
    fsyncSync: sync,
    fdatasyncSync: sync,
    fstatSync: (handle: number, options?: StatOptions) => {
      const { node, path } = handleOf(handle)
      refuse(enter(slot, 'stat', path), path)
      return statsOf(node, options?.bigint === true)
    },
    statSync: stat,
    lstatSync: stat,
    existsSync: (path: string): boolean => {
      requireAlive(slot)
      if (path.startsWith(programFolder)) return machineFile(slot, path) !== undefined
      return enter(slot, 'stat', path) === undefined && lookUp(disk(), path) !== undefined
    },
    readFileSync: readFile,
    renameSync: rename,
    unlinkSync: remove,
    mkdirSync: (path: string) => {
      refuse(enter(slot, 'makeFolder', path), path)
      makeFolderAt(disk(), path, now())
    },
    readdirSync: (path: string, options?: { readonly withFileTypes?: boolean }) => {
      refuse(enter(slot, 'list', path), path)
      const { names } = folderAt(disk(), path)
      return options?.withFileTypes === true
        ? Array.from(names, ([name, node]) => direntOf(name, path, node))
        : [...names.keys()]
    },
    realpathSync: Object.assign(realpath, { native: realpath }),
  }
  return loudly(simulated, 'node:fs')
}

interface StatOptions {
  readonly throwIfNoEntry?: boolean
  readonly bigint?: boolean
}

/** Whoever asks for what isn't simulated is told its name. */
export function loudly(known: Record<string, unknown>, what: string): Record<string, unknown> {
  return new Proxy(known, {
    get: (target, name) => {
      if (name in target || typeof name === 'symbol' || name === '__esModule' || name === 'default') {
        return name === 'default' ? known : target[name as string]
      }
      return () => {
        throw new Error(`the simulator has no ${name} of ${what}: add it to test/prove/simulator/process`)
      }
    },
  })
}

function flagsOf(flags: string): number {
  const { O_CREAT, O_TRUNC, O_EXCL, O_APPEND, O_RDONLY } = constants
  if (flags.startsWith('r')) return O_RDONLY
  const base = O_CREAT | (flags.startsWith('a') ? O_APPEND : O_TRUNC)
  return flags.includes('x') ? base | O_EXCL : base
}

function decoded(bytes: Uint8Array, encoding: Encoding | undefined): Uint8Array | string {
  const name = typeof encoding === 'string' ? encoding : encoding?.encoding
  return name === undefined || name === null ? bytes : Buffer.from(bytes).toString(name)
}
