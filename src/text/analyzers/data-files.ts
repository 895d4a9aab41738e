/**
 * The data files of the program: next to the bundle, or in dist/ when running from source. A missing file is an error,
 * because texts would otherwise silently be segmented and found differently.
 */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, constants } from '#system/fs'
import { fileURLToPath } from '#system/url'
import { XunzhangError } from '../../base/errors.js'

/** Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * All bytes of a regular file; a device or a pipe may never end.
 * @throws XunzhangError INPUT_MISSING
 */
export function readGivenFile(path: string, what: 'lexicon' | 'synonyms'): Buffer {
  let handle: number | undefined
  try {
    handle = openSync(path, flags)
    if (fstatSync(handle).isFile()) return readFileSync(handle)
  } catch (cause) {
    throw new XunzhangError('WORD_FILE', { what, isIrregular: false }, { where: path, cause })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
  throw new XunzhangError('WORD_FILE', { what, isIrregular: true }, { where: path })
}

const places = ['./data/', '../../../dist/data/']

/** Data files that the caller of an engine gave, by name. They are the same for all engines of a program. */
const provided = new Map<string, Uint8Array>()

export function provideDataFile(name: string, bytes: Uint8Array): void {
  provided.set(name, bytes)
}

export const hasDataFile = (name: string): boolean => provided.has(name)

/** The bytes of a data file. @throws XunzhangError UNAVAILABLE if it is missing */
export function readDataFile(name: string): Uint8Array {
  return provided.get(name) ?? readFileSync(pathOf(name))
}

/** The bytes of a data file in memory that threads share. @throws XunzhangError UNAVAILABLE if it is missing */
export function shareDataFile(name: string): SharedArrayBuffer {
  const bytes = readDataFile(name)
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared
}

function pathOf(name: string): string {
  const paths = places.map((place) => fileURLToPath(new URL(place + name, import.meta.url)))
  const found = paths.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new XunzhangError('NOT_INSTALLED', { what: 'data' }, { where: paths[0]! })
}
