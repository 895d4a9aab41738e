/** The licences of the packages that went into the program. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
}

/** One text for all packages of which these parts contain files. */
export function writeLicences(parts: readonly Metafile[], root: string): void {
  const inputs = parts.flatMap(({ inputs }) => Object.keys(inputs))
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort()
  const texts = packages.map((folder) => licenceOf(resolve(root, folder)))
  writeFileSync(join(root, 'dist/licences.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`))
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  return `${name} ${version}: ${license}\n\n${text.trim()}\n`
}
