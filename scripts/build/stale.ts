import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** Removes the scripts of earlier builds from dist/. */
export function removeStale(parts: readonly Metafile[], root: string): void {
  const built = new Set(parts.flatMap(({ outputs }) => Object.keys(outputs)))
  const names = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
  const scripts = names
    .map((name) => `dist/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.c?js(\.map)?$/.test(name))
  for (const name of scripts) if (!built.has(name)) rmSync(join(root, name))
}
