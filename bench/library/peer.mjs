/** Loads a package of `npm run peers`, otherwise one of the project. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

export async function peer(name) {
  for (const from of ['../../.peers/package.json', '../../package.json']) {
    let path
    try {
      path = createRequire(new URL(from, import.meta.url)).resolve(name)
    } catch {
      continue
    }
    const loaded = await import(pathToFileURL(path).href)
    return loaded.default ?? loaded
  }
  throw new Error(`${name} is missing: npm run peers`)
}
