/** Our engine, from dist/ and as users get it: default settings, one thread. */
import { pathToFileURL } from 'node:url'
import type * as Library from '../../src/index.js'
import { libraryFile } from '../support/places.js'
import type { Contender, Engine } from './contender.js'

const load = () => import(pathToFileURL(libraryFile).href) as Promise<typeof Library>
const mostHits = 10_000

export const xunzhang: Contender = {
  name: 'xunzhang',
  packages: [],
  setup: 'Default settings, one thread, V8 set as `xunzhang index` sets it; an answer is the top 10 with passages.',
  storesText: true,
  findsPhrases: true,
  isOnDisk: true,
  build: async (file, dir) => {
    const { buildIndex } = await load()
    await buildIndex({ paths: [file], dir, jobs: 1, compileLess: true })
    return undefined
  },
  open: async (dir) => {
    const { openIndex } = await load()
    return answering(await openIndex(dir))
  },
}

function answering(index: Library.Index): Engine {
  const passages: NonNullable<Engine['passages']> = async (query) => {
    const { hits } = await index.search(query, { lenient: true })
    return hits.map(({ id, snippet: { text, highlights } }) => {
      return { id, text, marked: highlights.map(([start, end]) => text.slice(start, end)) }
    })
  }
  const bare = async (query: string) => {
    const { hits } = await index.search(query, { lenient: true, snippets: false })
    return hits.map(({ id }) => id)
  }
  return {
    allWords: passages,
    passages,
    phrase: async (text, most = mostHits) => {
      const quoted = `"${text.replaceAll('"', ' ')}"`
      const ids: string[] = []
      for (let offset = 0; ; offset += mostHits) {
        const { hits } = await index.search(quoted, { limit: most, offset, snippets: false })
        ids.push(...hits.map(({ id }) => id))
        if (hits.length < mostHits || offset >= mostHits) return ids
      }
    },
    question: bare,
    bare,
    close: () => void index.close(),
  }
}
