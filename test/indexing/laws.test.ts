import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { check, contentOf, createSources, emptyDisk, indexDir, leftovers, update } from './support.js'
import type { Sources } from './support.js'
import { isProving, volume } from '../support/volume.js'

const queries = ['渡口', '"灯塔下"', '河', 'title:桥', 'tag:水文', 'COVID-19', '-渡口', '船 OR 银行']

/** What a folder holds: whole articles, and dumps of many lines. */
interface Folder {
  readonly articles: Map<string, string>
  readonly dumps: Map<string, string[]>
}

interface World {
  readonly sources: Sources
  readonly disk: MemoryDisk
}

const word = fc.constantFrom('渡口', '灯塔下', '河水', '桥', '银行', 'COVID-19', '船', '。', '夜里敲钟')
const sentence = fc.array(word, { maxLength: 8 }).map((words) => words.join(''))
const record = fc.record(
  { _id: fc.constantFrom('a', 'b', 'c', 'd', 7), title: sentence, text: sentence, tags: fc.constant(['水文']) },
  { requiredKeys: ['text'] },
)
const line = fc.oneof(
  { weight: 8, arbitrary: record.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom('', '  ', '{"text":', '[1]') },
)
const articleName = fc.constantFrom('x.md', 'y.md', 'sub/z.md', 'w.html')
const dumpName = fc.constantFrom('one.jsonl', 'two.jsonl', 'sub/three.json')

/** Changes a folder, or does something to the index. */
class Step implements fc.AsyncCommand<Folder, World> {
  readonly name: string
  readonly change: (folder: Folder, world: World) => Promise<void> | void
  constructor(name: string, change: Step['change']) {
    this.name = name
    this.change = change
  }
  check(): boolean {
    return true
  }
  async run(folder: Folder, world: World): Promise<void> {
    await this.change(folder, world)
  }
  toString(): string {
    return this.name
  }
}

function saveDump({ dumps }: Folder, { sources }: World, name: string): void {
  const lines = dumps.get(name)
  const content = name.endsWith('.json') ? `[${(lines ?? []).filter(isRecord).join(',\n')}]` : lines?.join('\n')
  sources.write({ [name]: lines === undefined ? undefined : content })
}

function isRecord(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}')
}

const steps = [
  fc.tuple(articleName, sentence, sentence).map(
    ([name, title, body]) =>
      new Step(`write ${name}: ${title} / ${body}`, ({ articles }, { sources }) => {
        const content = `---\ntitle: "${title}"\ntags: [水文]\n---\n\n${body}\n`
        articles.set(name, content)
        sources.write({ [name]: content })
      }),
  ),
  articleName.map(
    (name) =>
      new Step(`remove ${name}`, ({ articles }, { sources }) => {
        if (articles.delete(name)) sources.write({ [name]: undefined })
      }),
  ),
  articleName.map(
    (name) =>
      new Step(`touch ${name}`, ({ articles }, { sources }) => {
        if (articles.has(name)) sources.touch(name)
      }),
  ),
  fc.tuple(articleName, articleName).map(
    ([from, to]) =>
      new Step(`rename ${from} to ${to}`, ({ articles }, { sources }) => {
        const content = articles.get(from)
        if (content === undefined || from === to) return
        articles.delete(from)
        articles.set(to, content)
        sources.write({ [from]: undefined, [to]: content })
      }),
  ),
  fc.tuple(dumpName, fc.nat(), fc.array(line, { minLength: 1, maxLength: 4 })).map(
    ([name, at, lines]) =>
      new Step(`insert ${JSON.stringify(lines)} into ${name} at ${at}`, (folder, world) => {
        const known = folder.dumps.get(name) ?? []
        known.splice(at % (known.length + 1), 0, ...lines)
        folder.dumps.set(name, known)
        saveDump(folder, world, name)
      }),
  ),
  fc.tuple(dumpName, fc.nat(), fc.integer({ min: 1, max: 3 })).map(
    ([name, at, count]) =>
      new Step(`remove ${count} lines of ${name} at ${at}`, (folder, world) => {
        const known = folder.dumps.get(name)
        if (known === undefined) return
        known.splice(at % (known.length + 1), count)
        saveDump(folder, world, name)
      }),
  ),
  fc.tuple(dumpName, fc.nat(), fc.nat()).map(
    ([name, from, to]) =>
      new Step(`repeat line ${from} of ${name} at ${to}`, (folder, world) => {
        const known = folder.dumps.get(name)
        if (known === undefined || known.length === 0) return
        known.splice(to % (known.length + 1), 0, known[from % known.length]!)
        saveDump(folder, world, name)
      }),
  ),
  dumpName.map(
    (name) =>
      new Step(`drop ${name}`, (folder, world) => {
        if (folder.dumps.delete(name)) saveDump(folder, world, name)
      }),
  ),
]

const actions = [
  fc.constant(new Step('update', async (_, { sources, disk }) => void (await update(sources, disk)))),
  fc.constant(new Step('rebuild', async (_, { sources, disk }) => void (await update(sources, disk, { force: true })))),
  fc.constant(
    new Step('compact', async (_, { disk: fileSystem }) => {
      if (contentOf(fileSystem) !== undefined) await compactIndex(indexDir, {}, { fileSystem })
    }),
  ),
]

async function counts(fileSystem: MemoryDisk): Promise<number[]> {
  const index = await openIndex(indexDir, { fileSystem })
  const found = []
  for (const query of queries) found.push((await index.search(query, { countOnly: true })).total)
  await index.close()
  return found
}

describe('an index that was kept up to date', () => {
  it('equals one that is built anew, whatever happened to the folder', async () => {
    const commands = fc.commands([...steps, ...actions], { maxCommands: 25 })
    const property = fc.asyncProperty(commands, async (script) => {
      const world = { sources: createSources(), disk: emptyDisk() }
      await fc.asyncModelRun(() => ({ model: { articles: new Map(), dumps: new Map() }, real: world }), script)
      const { sources, disk } = world
      const report = await update(sources, disk)
      const fresh = emptyDisk()
      const built = await update(sources, fresh)
      expect(contentOf(disk)).toEqual(contentOf(fresh))
      expect(await counts(disk)).toEqual(await counts(fresh))
      expect([report.articles, report.failed]).toEqual([built.articles, built.failed])
      expect((await check(disk)).problems).toEqual([])
      expect(leftovers(disk)).toEqual([])
      expect(disk.openHandles()).toBe(0)
    })
    await fc.assert(property, { numRuns: volume(60, 2000), ...(isProving ? {} : { seed: 20241121 }) })
  })
})
