/** The licences of the packages that went into a script. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
}

/** One text for all packages of which these bundles contain files. */
export function licencesOf(metafiles: readonly Metafile[], root: string): Uint8Array {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs))
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort()
  return Buffer.from(packages.map((folder) => licenceOf(resolve(root, folder))).join(`\n${'-'.repeat(80)}\n\n`))
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  return `${name} ${version}: ${license}\n\n${text.trim()}\n`
}
