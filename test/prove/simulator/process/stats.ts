/** What Node tells of a file, of a simulated one. */
import type { Node } from '../disk/inode.js'

/** The questions that Node's `Stats` and `Dirent` answer alike. */
class Kind {
  private readonly kind: Node['kind']
  constructor(kind: Node['kind']) {
    this.kind = kind
  }
  isFile(): boolean {
    return this.kind === 'file'
  }
  isDirectory(): boolean {
    return this.kind === 'folder'
  }
  isSymbolicLink(): boolean {
    return false
  }
  isFIFO(): boolean {
    return false
  }
  isSocket(): boolean {
    return false
  }
  isCharacterDevice(): boolean {
    return false
  }
  isBlockDevice(): boolean {
    return false
  }
}

export function statsOf(node: Node, isBig: boolean): object {
  const { mtimeMs, ctimeMs, number } = node
  const size = node.kind === 'file' ? node.content.length : 4096
  const mode = node.kind === 'file' ? 0o100644 : 0o40755
  const mtime = new Date(mtimeMs)
  const stats = new Kind(node.kind)
  if (!isBig) return Object.assign(stats, { size, mtimeMs, ctimeMs, mtime, ino: number, dev: 1, mode, nlink: 1 })
  const nanoseconds = (milliseconds: number): bigint => BigInt(Math.round(milliseconds * 1e3)) * 1000n
  const big = { mtimeMs: BigInt(Math.floor(mtimeMs)), ctimeMs: BigInt(Math.floor(ctimeMs)) }
  const exact = { mtimeNs: nanoseconds(mtimeMs), ctimeNs: nanoseconds(ctimeMs) }
  const rest = { size: BigInt(size), ino: BigInt(number), dev: 1n, mode: BigInt(mode), mtime }
  return Object.assign(stats, { ...big, ...exact, ...rest })
}

export function direntOf(name: string, parentPath: string, node: Node): object {
  return Object.assign(new Kind(node.kind), { name, parentPath, path: parentPath })
}
