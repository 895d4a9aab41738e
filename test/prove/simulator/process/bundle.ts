/**
 * The engine as one script that takes Node from its caller, so that every simulated process runs the true program, down
 * to its calls of `node:fs`, with memory of its own. A planted fault is a replacement in a source while it is bundled.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build as bundle } from 'esbuild'
import type { Plugin } from 'esbuild'
import type { Replacement } from './replacement.js'
import { smallScale } from './scale.js'

/** @throws Error where a replacement's text stands in no file of that name, or more than once */
export async function bundleEngine(replacements: readonly Replacement[] = []): Promise<string> {
  const applied = new Set<Replacement>()
  const all = [...smallScale, ...replacements]
  const { outputFiles } = await bundle({
    entryPoints: [fileURLToPath(new URL('doors.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    define: { 'import.meta.url': '"file:///program/program.js"' },
    logLevel: 'silent',
    plugins: [planting(all, applied)],
  })
  const missed = all.filter((replacement) => !applied.has(replacement))
  if (missed.length > 0)
    throw new Error(`not in the engine's sources: ${missed.map(({ file, from }) => `${file}: ${from}`).join('; ')}`)
  return outputFiles[0]!.text
}

function planting(replacements: readonly Replacement[], applied: Set<Replacement>): Plugin {
  const files = [...new Set(replacements.map(({ file }) => file))]
  const filter = new RegExp(`/src/.*(${files.map((file) => file.replaceAll('.', '\\.')).join('|')})$`)
  return {
    name: 'planting',
    setup: (build) => {
      if (files.length === 0) return
      build.onLoad({ filter }, ({ path }) => {
        const wanted = replacements.filter(({ file }) => path.endsWith(`/${file}`))
        if (wanted.length === 0) return undefined
        return {
          contents: wanted.reduce((text, one) => plant(text, one, applied), readFileSync(path, 'utf8')),
          loader: 'ts',
        }
      })
    },
  }
}

function plant(text: string, replacement: Replacement, applied: Set<Replacement>): string {
  const { file, from, to } = replacement
  const count = text.split(from).length - 1
  // Several folders have a file of that name: one of them holds it.
  if (count === 0) return text
  if (count > 1 || applied.has(replacement)) throw new Error(`${file} holds this more than once: ${from}`)
  applied.add(replacement)
  return text.replace(from, () => to)
}
