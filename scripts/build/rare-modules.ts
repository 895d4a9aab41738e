/**
 * What few runs of a command need is in program.cjs alone: they can load a script more, and all others have less to read.
 */
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

interface RareModule {
  /** Below src/. */
  readonly path: string
  readonly names: readonly string[]
}

/** By the name of a file that is imported when it is needed. */
type RareModules = Readonly<Record<string, RareModule>>

/** What asks a user's own models. */
const models: RareModules = {
  'with-reranker': { path: 'index.ts', names: ['withReranker'] },
  'with-embeddings': { path: 'index.ts', names: ['withEmbeddings'] },
  'with-vector': { path: 'library/results/with-vector.ts', names: ['answerWithVector'] },
  'embed-index': { path: 'embed/embed-index.ts', names: ['embedFolder'] },
  post: { path: 'endpoint/post.ts', names: ['checkEndpoint'] },
}

/** What `search` needs for an index on a cluster, and what only other commands ask of an index. */
const besideSearch: RareModules = {
  'open-collection': { path: 'library/open-collection.ts', names: ['openCollection'] },
  reading: {
    path: 'library/reading.ts',
    names: ['kwicLines', 'occurrenceCounts', 'timelineOf', 'collocatesOf', 'termsOf'],
  },
}

/** By exported name a file of the sources. */
export const rareModules = Object.values({ ...models, ...besideSearch }).flatMap(({ names, path }) =>
  names.map((name) => [name, path] as const),
)

/** In all scripts but program.cjs. */
export const modelsFromProgram = fromProgram(models)

/** In run.cjs: a seventh less of it saves 3 % of a cold search. */
export const rareFromProgram = fromProgram({ ...models, ...besideSearch })

function fromProgram(modules: RareModules): Plugin {
  return {
    name: 'from-program',
    setup(bundler) {
      const namespace = 'rare'
      bundler.onResolve({ filter: /\/[\w-]+\.js$/ }, ({ path, kind }) => {
        const name = basename(path, '.js')
        return kind === 'dynamic-import' && modules[name] !== undefined ? { path: name, namespace } : undefined
      })
      bundler.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: `const { createRequire } = process.getBuiltinModule('node:module')
          export const { ${modules[path]!.names.join(', ')} } = createRequire(__filename)(__dirname + '/program.cjs')`,
      }))
    },
  }
}
