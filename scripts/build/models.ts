/** What asks a user's own models is in program.cjs alone: few searches and builds do, and those can load a script more. */
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/** Modules that are imported when they are needed, and what of them is used. */
const modules: Readonly<Record<string, { readonly path: string; readonly name: string }>> = {
  'with-reranker': { path: 'index.ts', name: 'withReranker' },
  'with-embeddings': { path: 'index.ts', name: 'withEmbeddings' },
  'with-vector': { path: 'library/results/with-vector.ts', name: 'answerWithVector' },
  'embed-index': { path: 'embed/embed-index.ts', name: 'embedFolder' },
  post: { path: 'endpoint/post.ts', name: 'checkEndpoint' },
}

/** By exported name a file of the sources. */
export const modelModules = Object.values(modules).map(({ name, path }) => [name, path] as const)

/** In all scripts but program.cjs. */
export const modelsFromProgram: Plugin = {
  name: 'models-from-program',
  setup(bundler) {
    const namespace = 'model'
    bundler.onResolve({ filter: /\/(?:rerank|embed|endpoint|results)\/[\w-]+\.js$/ }, ({ path, kind }) => {
      const name = modules[basename(path, '.js')]?.name
      return kind === 'dynamic-import' && name !== undefined ? { path: name, namespace } : undefined
    })
    bundler.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `const { createRequire } = process.getBuiltinModule('node:module')
        export const { ${path} } = createRequire(__filename)(__dirname + '/program.cjs')`,
    }))
  },
}
