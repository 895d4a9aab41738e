/**
 * A mutated file beside sound ones, in an index that held its sound version: nothing of the others is lost, and nothing of
 * its own where it, or a part of it, couldn't be read.
 */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem } from '../../../src/source/article.js'
import type { Article } from '../../../src/source/article.js'
import { formatOf } from '../../../src/source/formats/index.js'
import { buildIndex } from '../../../src/indexing/build-index.js'
import { openIndex } from '../../../src/library/open-index.js'
import { createMemoryDisk } from '../../store/memory-disk.js'
import { createRandom } from '../forged/random.js'
import { unpackedName } from '../../../src/source/formats/kinds.js'
import { makeInput } from './mutate.js'
import type { Mix } from './mutate.js'
import { pack, packings, samples } from './samples.js'

const dir = '/disk/index'
const sound = { 'first.md': '# 头一篇\n\n这一篇说的是磨坊。\n', 'last.txt': '最后一篇\n\n这一篇说的是水车。\n' }

/** @returns what is broken */
export async function keepCase(seed: number, mix?: Mix): Promise<string | undefined> {
  const { path, bytes } = makeInput(createRandom(seed), mix)
  const packed = soundVersion(path)
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-readers-'))
  const disk = createMemoryDisk('/disk')
  const put = (name: string, content: string | Uint8Array, seconds: number): void => {
    writeFileSync(join(folder, name), content)
    utimesSync(join(folder, name), seconds, seconds)
  }
  const build = () => buildIndex({ paths: [folder], dir, jobs: 1, tokenizer: 'bigram' }, { fileSystem: disk })
  try {
    for (const [name, content] of Object.entries(sound)) put(name, content, 1_700_000_000)
    put(path, packed, 1_700_000_000)
    await build()
    put(path, bytes, 1_700_000_100)
    await build()
    return await whatIsLost(disk, path, packed, bytes)
  } catch (error) {
    return `${path} of ${bytes.length} bytes: the update failed: ${String(error)}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function soundVersion(path: string): Uint8Array {
  const { content } = samples.find((sample) => sample.path === unpackedName(path))!
  const packing = packings.find(({ ending }) => path.endsWith(ending))
  if (typeof content === 'string') return packing === undefined ? pack(content) : packing.pack(pack(content))
  return pack(Object.fromEntries(Object.entries(content).map(([name, text]) => [name, Buffer.from(text)])))
}

async function whatIsLost(
  disk: ReturnType<typeof createMemoryDisk>,
  path: string,
  before: Uint8Array,
  after: Uint8Array,
): Promise<string | undefined> {
  const index = await openIndex(dir, { fileSystem: disk })
  try {
    for (const query of ['"磨坊"', '"水车"'])
      if ((await index.search(query)).total < 1) return `${path}: another file's article ${query} is lost`
    const now = read(path, after)
    if (!now.isUnread) return undefined
    const ids = new Set(now.articles.map(({ id }) => id))
    const held = read(path, before).articles
    for (const { id } of held)
      if (!ids.has(id) && (await index.get(id)) === undefined) return `${path}: ${id} is lost, though the file failed`
    return undefined
  } finally {
    await index.close()
  }
}

function read(path: string, bytes: Uint8Array): { articles: readonly Article[]; isUnread: boolean } {
  const articles: Article[] = []
  let isUnread = false
  for (const found of formatOf(path).read({ path, bytes, startLine: 1, startByte: 0 }, { clean: false })) {
    // A bad line keeps what stood on it; what other lines held may have been edited.
    if (isProblem(found)) isUnread ||= found.unread === 'file'
    else articles.push(found)
  }
  return { articles, isUnread }
}
