/**
 * Modules that few runs of a command need are in program.cjs alone. Those runs load one more script, all others read
 * less.
 */
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

interface RareModule {
  /** Below src/. */
  readonly path: string
  readonly names: readonly string[]
}

/** By the name of the file that is imported when needed. */
type RareModules = Readonly<Record<string, RareModule>>

/** Modules that call a user's own models. */
const models: RareModules = {
  'with-reranker': { path: 'index.ts', names: ['withReranker'] },
  'with-embeddings': { path: 'index.ts', names: ['withEmbeddings'] },
  'with-vector': { path: 'library/results/with-vector.ts', names: ['answerWithVector'] },
  'embed-index': { path: 'embed/embed-index.ts', names: ['embedFolder'] },
  post: { path: 'endpoint/post.ts', names: ['checkEndpoint'] },
}

/** Modules that `search` needs for an index on a cluster, and those that only other commands need. */
const besideSearch: RareModules = {
  'open-collection': { path: 'library/open-collection.ts', names: ['openCollection'] },
  reading: {
    path: 'library/reading.ts',
    names: ['kwicLines', 'occurrenceCounts', 'timelineOf', 'collocatesOf', 'termsOf'],
  },
}

/** For each exported name a file of the sources. */
export const rareModules = Object.values({ ...models, ...besideSearch }).flatMap(({ names, path }) =>
  names.map((name) => [name, path] as const),
)

/** In all scripts but program.cjs. */
export const modelsFromProgram = fromProgram(models)

/** In run.cjs, which becomes a seventh smaller. That saves 3 % of a cold search. */
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
