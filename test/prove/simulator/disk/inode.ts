/** Files and folders of the simulated disk: what processes see of them, and what would survive a power cut. */

export interface FileNode {
  readonly kind: 'file'
  readonly number: number
  /** What processes read; replaced at every change, so that copies of a disk share it. */
  content: Uint8Array
  /** What lies on the platter. */
  safe: Uint8Array
  /** Written to since it was last made safe. A failed sync ends this, too: the system forgets such pages. */
  isDirty: boolean
  mtimeMs: number
  ctimeMs: number
}

/** A name that was given, changed or taken away (undefined), and not made safe yet. */
export interface NameChange {
  readonly name: string
  readonly node: Node | undefined
}

export interface FolderNode {
  readonly kind: 'folder'
  readonly number: number
  readonly names: Map<string, Node>
  readonly safeNames: Map<string, Node>
  pending: NameChange[]
  mtimeMs: number
  ctimeMs: number
}

export type Node = FileNode | FolderNode

const nothing = new Uint8Array(0)

export function createFile(number: number, now: number): FileNode {
  return { kind: 'file', number, content: nothing, safe: nothing, isDirty: false, mtimeMs: now, ctimeMs: now }
}

export function createFolder(number: number, now: number): FolderNode {
  const names = new Map<string, Node>()
  return { kind: 'folder', number, names, safeNames: new Map(), pending: [], mtimeMs: now, ctimeMs: now }
}

/** Gives a name another node, or none. */
export function setName(folder: FolderNode, name: string, node: Node | undefined, now: number): void {
  applyName(folder.names, { name, node })
  folder.pending.push({ name, node })
  folder.mtimeMs = folder.ctimeMs = now
}

export function applyName(names: Map<string, Node>, { name, node }: NameChange): void {
  if (node === undefined) names.delete(name)
  else names.set(name, node)
}

export function setContent(file: FileNode, content: Uint8Array, now: number): void {
  file.content = content
  file.isDirty = true
  file.mtimeMs = file.ctimeMs = now
}
