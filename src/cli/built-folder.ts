import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A folder that the build makes: beside the bundle, or in `dist/` when run from the source. */
export function builtFolder(name: string): string {
  const places = [name, `../../dist/${name}`].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory()) ?? places[0]!
}
