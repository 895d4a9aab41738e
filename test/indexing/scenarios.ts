/** Ways of writing to an index, each from a state that earlier commits left: what crashes and refusals are tried on. */
import { compactIndex } from '../../src/indexing/compact-index.js'
import { addWords } from '../../src/indexing/user-words/teach.js'
import { openIndex } from '../../src/library/open-index.js'
import { embedFolder } from '../../src/optional/models/embed/embed-index.js'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { fakeAnswer } from '../embed/fake-embedder.js'
import type { Asked } from '../embed/fake-embedder.js'
import { createModels } from '../support/models.js'
import { createSources, emptyDisk, indexDir, update } from './support.js'
import type { Sources } from './support.js'

export interface Scenario {
  readonly name: string
  prepare(): Promise<Prepared>
}

interface Prepared {
  readonly base: MemoryDisk
  readonly sources: Sources
  readonly work: (disk: FileSystem) => Promise<unknown>
  /** What brings a disk to the same state after a crash; an update from the sources where it is absent. */
  readonly again?: (disk: FileSystem) => Promise<unknown>
}

const manyFiles = Object.fromEntries(
  Array.from({ length: 9 }, (_, at) => [`${at}.txt`, `第${at}篇\n\n河水流过第${at}座桥，渡口的船还没有回来。`]),
)

/** An index of three commits: two segments, one of them with a deleted article. */
async function threeCommits(): Promise<{ base: MemoryDisk; sources: Sources }> {
  const sources = createSources(manyFiles)
  const base = emptyDisk()
  await update(sources, base)
  sources.write({ 'more.jsonl': '{"_id":"a","text":"山上的灯塔"}\n{"_id":"b","text":"灯塔下的船"}\n' })
  await update(sources, base)
  sources.write({ '8.txt': undefined })
  await update(sources, base)
  return { base, sources }
}

/** What a program does: an article replaced, one added, one of files and one of its own removed. */
async function changeGiven(fileSystem: FileSystem): Promise<void> {
  const index = await openIndex(indexDir, { fileSystem })
  try {
    await index.add([
      { id: 'one', text: '一号渡口改过了' },
      { id: 'three', text: '三号渡口' },
    ])
    await index.remove(['two', 'a'])
    await index.commit()
  } finally {
    await index.close()
  }
}

/** One segment, and what gives its articles vectors. */
async function embedded() {
  const { base, sources } = await threeCommits()
  await compactIndex(indexDir, {}, { fileSystem: base })
  const url = await createModels().start('/', (asked) => fakeAnswer(asked as Asked, 8))
  const still = { now: () => 0, pause: async () => undefined }
  const embed = (disk: FileSystem) => embedFolder(indexDir, { url }, disk, still)
  return { base, sources, embed }
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'the first build',
    prepare: async () => {
      const sources = createSources(manyFiles)
      return { base: emptyDisk(), sources, work: (disk) => update(sources, disk) }
    },
  },
  {
    name: 'an update that adds, changes and removes',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      sources.write({
        '1.txt': '改过的一篇\n\n桥已经拆了。',
        'new.txt': '新的一篇\n\n新桥在上游。',
        '2.txt': undefined,
      })
      return { base, sources, work: (disk) => update(sources, disk) }
    },
  },
  {
    name: 'an update that merges a segment with many deletions',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      sources.write({ '0.txt': undefined, '1.txt': undefined, '2.txt': undefined, '3.txt': '三\n\n只剩下这一篇。' })
      return { base, sources, work: (disk) => update(sources, disk) }
    },
  },
  {
    name: 'a build with --force',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      sources.write({ '4.txt': '四\n\n重新来过。' })
      return { base, sources, work: (disk) => update(sources, disk, { force: true }) }
    },
  },
  {
    name: 'compaction',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      return { base, sources, work: (fileSystem) => compactIndex(indexDir, {}, { fileSystem }) }
    },
  },
  {
    name: 'making vectors',
    prepare: async () => {
      const { base, sources, embed } = await embedded()
      return { base, sources, work: embed, again: embed }
    },
  },
  {
    name: 'compaction of vectors',
    prepare: async () => {
      const { base, sources, embed } = await embedded()
      await embed(base)
      sources.write({ '1.txt': undefined, 'last.txt': '末篇\n\n还没有向量。' })
      await update(sources, base)
      return { base, sources, work: (fileSystem) => compactIndex(indexDir, {}, { fileSystem }) }
    },
  },
  {
    name: 'teaching a word',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      await update(sources, base, { tokenizer: 'native' })
      const work = async (fileSystem: FileSystem) => addWords(indexDir, [{ word: '灯塔下' }], { fileSystem })
      return { base, sources, work }
    },
  },
  {
    name: 'an update after teaching a word',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      await update(sources, base, { tokenizer: 'native' })
      addWords(indexDir, [{ word: '灯塔下' }], { fileSystem: base })
      return { base, sources, work: (disk) => update(sources, disk, { tokenizer: 'native' }) }
    },
  },
  {
    name: 'a commit of articles that a program gave',
    prepare: async () => {
      const { base, sources } = await threeCommits()
      const index = await openIndex(indexDir, { fileSystem: base })
      await index.add([
        { id: 'one', text: '一号渡口' },
        { id: 'two', text: '二号渡口' },
      ])
      await index.commit()
      await index.close()
      return { base, sources, work: changeGiven, again: changeGiven }
    },
  },
]
