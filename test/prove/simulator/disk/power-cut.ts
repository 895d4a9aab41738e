/** What a power cut leaves: all that was made safe, and of the rest any part, sector by sector and name by name. */
import type { Random } from '../world/random.js'
import type { Disk } from './disk.js'
import { applyName } from './inode.js'
import type { FileNode, FolderNode, Node } from './inode.js'

/** Smaller than a real one, so that small files have several. */
export const sectorSize = 256

type Count = (kind: string) => void

/** How a cut treats what wasn't safe: all of it lost, all names kept but no bytes, or each thing by chance. */
type Style = 'lost' | 'names' | 'chance' | 'kept'

/** Changes the disk to what is found after the machine starts again. */
export function cutPower(disk: Disk, random: Random, count: Count): void {
  const style = random.pick<Style>([
    'lost',
    'lost',
    'names',
    'names',
    'chance',
    'chance',
    'chance',
    'chance',
    'chance',
    'kept',
  ])
  cutFolder(disk.root, random, style, count, new Set())
}

function cutFolder(folder: FolderNode, random: Random, style: Style, count: Count, seen: Set<Node>): void {
  for (const change of folder.pending) {
    const survives = style === 'names' || style === 'kept' || (style === 'chance' && random.chance(0.5))
    if (survives) applyName(folder.safeNames, change)
    else count('power cut: name lost')
  }
  folder.pending = []
  folder.names.clear()
  for (const [name, node] of folder.safeNames) folder.names.set(name, node)
  for (const node of folder.names.values()) {
    if (seen.has(node)) continue
    seen.add(node)
    if (node.kind === 'folder') cutFolder(node, random, style, count, seen)
    else cutFile(node, random, style, count)
  }
}

function cutFile(file: FileNode, random: Random, style: Style, count: Count): void {
  if (!file.isDirty) file.content = file.safe
  else if (style === 'lost' || style === 'names') {
    file.content = file.safe
    count('power cut: bytes lost')
  } else if (style === 'chance') file.content = mixSectors(file, random, count)
  file.safe = file.content
  file.isDirty = false
}

/** Each sector new, old (zeros where there was none), or torn; the file may end early. */
export function mixSectors({ content, safe }: FileNode, random: Random, count: Count): Uint8Array {
  const length = random.chance(0.5) ? content.length : random.below(Math.max(content.length, safe.length) + 1)
  const mixed = new Uint8Array(length)
  for (let at = 0; at < length; at += sectorSize) {
    const end = Math.min(at + sectorSize, length)
    mixed.set(safe.subarray(Math.min(at, safe.length), Math.min(end, safe.length)), at)
    const kind = random.below(5)
    if (kind === 0) count(at < safe.length ? 'power cut: bytes lost' : 'power cut: bytes zeroed')
    else {
      const isTorn = kind <= 2
      const until = isTorn ? at + random.below(end - at + 1) : end
      if (isTorn) count('power cut: sector torn')
      mixed.set(content.subarray(Math.min(at, content.length), Math.min(until, content.length)), at)
    }
  }
  return mixed
}
