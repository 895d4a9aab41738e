/** Where the compiled lexicon lies: beside the bundle, or in dist/ when running from source. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const places = ['./data/', '../data/', '../../dist/data/']

/** The bytes of a data file, or undefined where it isn't there. */
export function readDataFile(name: string): Uint8Array | undefined {
  for (const place of places) {
    const path = fileURLToPath(new URL(place + name, import.meta.url))
    if (existsSync(path)) return readFileSync(path)
  }
  return undefined
}
