/** Packages that the program finds where it is installed, and those that are loaded at their first use. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** The packages that are installed with this one. */
export function installedPackages(root: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }
  return Object.keys(dependencies)
}

/**
 * Readers of formats load their packages at the first use. Those that JSON lines never need would take half the time in
 * which a thread loads. A proxy passes on whatever is done with a package's exports.
 */
export const packagesWhenUsed: Plugin = {
  name: 'packages-when-used',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]source[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace(packageImport, (_, names: string, from: string) => standIns(names, from))
      return { contents, loader: 'ts' }
    })
  },
}

const packageImport = /^import (?!type )(.+) from '((?!node:)[a-z@].*)'$/gm

function standIns(names: string, from: string): string {
  const exported = `require(${JSON.stringify(from)})`
  const isWhole = !names.startsWith('{')
  const pairs = isWhole ? [[names, exported]] : names.replace(/[{}]/g, '').split(',').map(standInOf)
  return pairs.map(([name, value]) => `const ${name} = ${passingOn(value!)}`).join(';')

  function standInOf(name: string): [string, string] {
    const [own, local = own] = name.trim().split(' as ') as [string, string?]
    return [local, `${exported}.${own}`]
  }
}

function passingOn(value: string): string {
  return `new Proxy(function () {}, {
    apply: (_, self, given) => Reflect.apply(${value}, self, given),
    construct: (_, given) => Reflect.construct(${value}, given),
    get: (_, name) => ${value}[name],
  })`
}
