import { fileURLToPath } from 'node:url'
import { isFolder } from './input/is-folder.js'

/** A folder that the build makes: beside the bundle, or in `dist/` when run from the source. */
export function builtFolder(name: string): string {
  const places = [name, `../../../dist/${name}`].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find(isFolder) ?? places[0]!
}
