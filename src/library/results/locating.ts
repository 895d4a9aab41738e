/** Finds the place of a hit's passage in its file as it is now, so that an editor can open it there. */
import { isUtf8 } from 'node:buffer'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { createSourceMap, type SourcePlace } from '../../source/locate.js'
import { extensionOf } from '../../source/formats/kinds.js'
import { isInside } from '../../source/open-source.js'
import { fileOf } from './file-of.js'
import { passageAt } from './passage-at.js'
import type { Hit } from '../types.js'

type SourceMap = ReturnType<typeof createSourceMap>

/** Larger files are opened where their article begins. */
const mostBytes = 8_000_000

/** Formats in which a file is one article. In all others, only the line of the record is known. */
const marked = ['.md', '.markdown', '.mdown', '.mkd', '.html', '.htm', '.xhtml', '.shtml']
const plain = ['.txt', '.text']

/** Keeps the last file, because hits of one file often follow one another. */
export function createLocating(): (hit: Hit, root: string, body: string) => SourcePlace | undefined {
  const locate = createPlaces()
  return (hit, root, body) => locate({ root, path: hit.path }, body, passageAt(hit, body))
}

/** @returns a function that finds the place in the file for an offset in the body; undefined if it isn't known */
export function createPlaces(): (
  file: Pick<Hit, 'root' | 'path'>,
  body: string,
  at: number,
) => SourcePlace | undefined {
  let last: { readonly file: string; readonly maps: readonly SourceMap[] } | undefined
  return ({ root, path }, body, at) => {
    const extension = extensionOf(path)
    const isMarked = marked.includes(extension)
    if (at < 0 || !(isMarked || plain.includes(extension))) return undefined
    const file = fileOf({ root, path })
    if (last?.file !== file) last = { file, maps: readFile(file, root, isMarked) }
    for (const map of last.maps) {
      const place = map(body, at)
      if (place !== undefined) return place
    }
    return undefined
  }
}

/** Makes one map for each encoding that the bytes may have. */
function readFile(file: string, root: string, isMarked: boolean): SourceMap[] {
  const bytes = readInside(file, root)
  if (bytes === undefined) return []
  return encodingsOf(bytes).map((encoding) => createSourceMap(new TextDecoder(encoding).decode(bytes), isMarked))
}

/** Undefined if the file is gone, too large, or no longer below its root because a link has replaced it. */
export function readInside(file: string, root: string): Buffer | undefined {
  try {
    const real = realpathSync.native(file)
    const stats = statSync(real)
    const isOwn = real === realpathSync.native(root) || isInside(real, realpathSync.native(root))
    return isOwn && stats.isFile() && stats.size <= mostBytes ? readFileSync(real) : undefined
  } catch {
    return undefined
  }
}

function encodingsOf(bytes: Buffer): readonly string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le']
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be']
  return isUtf8(bytes) ? ['utf-8'] : ['gb18030', 'big5']
}
