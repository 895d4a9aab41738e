/**
 * The sample collection as one file, which the command `demo` unpacks. Each byte is the character of the same number.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const corpus = fileURLToPath(new URL('../../corpus/', import.meta.url))

export function buildSample(outDir: string): void {
  const paths = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const files = paths.map((path) => [relative(corpus, path).split(sep).join('/'), readFileSync(path, 'latin1')])
  mkdirSync(outDir, { recursive: true })
  const path = join(outDir, 'sample.json')
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(Object.fromEntries(files)))
  renameSync(`${path}.${process.pid}`, path)
}
