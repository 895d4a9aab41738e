/**
 * A disk as POSIX describes it: names and bytes are seen at once, and outlive a power cut only after their folder or
 * file was synced. Paths are absolute. Errors are the system's.
 */
import { applyName, createFile, createFolder, setContent, setName } from './inode.js'
import type { FileNode, FolderNode, Node } from './inode.js'

export interface Disk {
  readonly root: FolderNode
  nextNumber: number
}

export function createDisk(): Disk {
  return { root: createFolder(1, 0), nextNumber: 2 }
}

export function systemError(code: string, path = ''): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated, '${path}'`), { code, syscall: 'simulated', path })
}

export function lookUp({ root }: Disk, path: string): Node | undefined {
  let node: Node | undefined = root
  for (const name of path.split('/')) {
    if (name === '') continue
    if (node?.kind !== 'folder') return undefined
    node = node.names.get(name)
  }
  return node
}

export function nodeAt(disk: Disk, path: string): Node {
  const node = lookUp(disk, path)
  if (node === undefined) throw systemError('ENOENT', path)
  return node
}

export function fileAt(disk: Disk, path: string): FileNode {
  const node = nodeAt(disk, path)
  if (node.kind === 'folder') throw systemError('EISDIR', path)
  return node
}

export function folderAt(disk: Disk, path: string): FolderNode {
  const node = nodeAt(disk, path)
  if (node.kind === 'file') throw systemError('ENOTDIR', path)
  return node
}

const splitPath = (path: string): [string, string] => {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, slash), path.slice(slash + 1)]
}

/** The file of that name, emptied, or a new one. */
export function createAt(disk: Disk, path: string, now: number, mode: 'exclusive' | 'empty' | 'keep'): FileNode {
  const [parent, name] = splitPath(path)
  const folder = folderAt(disk, parent)
  const known = folder.names.get(name)
  if (known !== undefined) {
    if (mode === 'exclusive') throw systemError('EEXIST', path)
    if (known.kind === 'folder') throw systemError('EISDIR', path)
    if (mode === 'empty' && known.content.length > 0) setContent(known, new Uint8Array(0), now)
    return known
  }
  const file = createFile(disk.nextNumber++, now)
  setName(folder, name, file, now)
  return file
}

export function makeFolderAt(disk: Disk, path: string, now: number): void {
  const [parent, name] = splitPath(path)
  const folder = folderAt(disk, parent)
  if (folder.names.has(name)) throw systemError('EEXIST', path)
  setName(folder, name, createFolder(disk.nextNumber++, now), now)
}

export function removeAt(disk: Disk, path: string, now: number): void {
  fileAt(disk, path)
  const [parent, name] = splitPath(path)
  setName(folderAt(disk, parent), name, undefined, now)
}

export function renameAt(disk: Disk, from: string, to: string, now: number): void {
  const node = nodeAt(disk, from)
  const [parent, name] = splitPath(to)
  const target = folderAt(disk, parent)
  if (target.names.get(name)?.kind === 'folder') throw systemError('EISDIR', to)
  const [oldParent, oldName] = splitPath(from)
  setName(target, name, node, now)
  setName(folderAt(disk, oldParent), oldName, undefined, now)
}

/** Makes a file's bytes safe. */
export function syncFile(file: FileNode): void {
  if (file.isDirty) file.safe = file.content
  file.isDirty = false
}

/** Makes a folder's names safe. */
export function syncNames(folder: FolderNode): void {
  for (const change of folder.pending) applyName(folder.safeNames, change)
  folder.pending = []
}

/** A copy that shares nothing that can change. */
export function copyDisk({ root, nextNumber }: Disk): Disk {
  const copies = new Map<Node, Node>()
  const copy = <T extends Node>(node: T): T => {
    const known = copies.get(node)
    if (known !== undefined) return known as T
    if (node.kind === 'file') {
      const file: Node = { ...node }
      copies.set(node, file)
      return file as T
    }
    const folder: FolderNode = { ...node, names: new Map(), safeNames: new Map() }
    copies.set(node, folder)
    for (const [name, child] of node.names) folder.names.set(name, copy(child))
    for (const [name, child] of node.safeNames) folder.safeNames.set(name, copy(child))
    folder.pending = node.pending.map(({ name, node: child }) => ({ name, node: child && copy(child) }))
    return folder as Node as T
  }
  return { root: copy(root), nextNumber }
}
