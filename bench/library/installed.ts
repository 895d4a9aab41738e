/** What packages take on the disk, with all their dependencies. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderSize } from '../support/child.js'
import { projectRoot } from '../support/places.js'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const homes = [join(projectRoot, '.peers/node_modules'), join(projectRoot, 'node_modules')]

/** Bytes of packages and their dependencies; of optional ones, those that are installed. */
export function installedBytes(names: readonly string[]): number {
  const seen = new Set<string>()
  let bytes = 0
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const home = homes.map((place) => join(place, name)).find((place) => existsSync(place))
    if (home === undefined || seen.has(name)) continue
    seen.add(name)
    bytes += folderSize(home)
    const { dependencies, optionalDependencies } = manifestOf(home)
    waiting.push(...Object.keys({ ...dependencies, ...optionalDependencies }))
  }
  return bytes
}

/** The same of this package, as it is packed. */
export function ownBytes(): number {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ unpackedSize }] = JSON.parse(packed) as [{ readonly unpackedSize: number }]
  return unpackedSize + installedBytes(Object.keys(manifestOf(projectRoot).dependencies!))
}

const manifestOf = (home: string): Manifest => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest
