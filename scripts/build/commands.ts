/**
 * The commands other than `search` as scripts: `index` (./indexing.ts), `serve` (./service.ts) and `mcp` (./agent.ts)
 * have one each; all others are in program.cjs, with the library. The module of a command is evaluated when it is used,
 * not when its script is loaded.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Commands that are not in program.cjs, with the name of their script. */
const scripts: Readonly<Record<string, string>> = { index: 'indexing', mcp: 'agent', serve: 'service' }

/** An entry point that evaluates a module of the sources when one of its exports is used. */
export function whenUsed(entry: string, door: string, root: string): Plugin {
  return {
    name: 'when-used',
    setup(bundler) {
      bundler.onResolve({ filter: new RegExp(`^${entry}$`) }, ({ path, kind }) =>
        kind === 'entry-point' ? { path, namespace: 'made-here' } : undefined,
      )
      bundler.onLoad({ filter: new RegExp(`^${entry}$`), namespace: 'made-here' }, () => ({
        contents: door,
        resolveDir: root,
      }))
    },
  }
}

/** @param modules by exported name: a file of the sources */
export function doorFor(modules: ReadonlyMap<string, string>): string {
  const getters = [...modules].map(([name, path]) => `get ${name}() { return require('./src/${path}').${name} },`)
  return `module.exports = {${getters.join('')}}`
}

/** The commands of program.cjs and what reads their settings: for each exported name a file of the sources. */
export function otherCommands(root: string): readonly (readonly [string, string])[] {
  const folder = 'cli/commands'
  const files = readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
  const named = files.map(
    (file) => [/(\w+)-command\.ts$/.exec(file)?.[1] ?? 'search', file.replaceAll('\\', '/')] as const,
  )
  const held = named.filter(([name]) => name !== 'search' && scripts[name] === undefined)
  return [
    ...held.map(([name, file]) => [`${name}Command`, `${folder}/${file}`] as const),
    ['readDefaults', 'cli/defaults.ts'],
  ]
}

/** In the entry point, every command is loaded from its script when it is used. */
export const commandsFromScripts: Plugin = {
  name: 'commands-from-scripts',
  setup(bundler) {
    const namespace = 'script'
    bundler.onResolve({ filter: /^(\.\/(?:\w+\/)?\w+-command|\.\.\/defaults)\.js$/ }, ({ path, kind, resolveDir }) =>
      kind === 'dynamic-import' ? { path, namespace, pluginData: resolveDir } : undefined,
    )
    bundler.onLoad({ filter: /./, namespace }, ({ path, pluginData }) => {
      const name = /(\w+)-command\.js$/.exec(path)?.[1]
      const exported = name === undefined ? 'readDefaults' : `${name}Command`
      const script = scripts[name ?? ''] ?? 'program'
      const contents = `import { loadScript } from '../program.js'
        export const { ${exported} } = loadScript(import.meta.dirname + '/${script}')`
      return { contents, resolveDir: pluginData as string }
    })
  },
}
