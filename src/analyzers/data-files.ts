/** Where the compiled lexicon lies: beside the bundle, or in dist/ when running from source. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const places = ['./data/', '../data/', '../../dist/data/']

/** The bytes of a data file, or undefined where it isn't there. */
export function readDataFile(name: string): Uint8Array | undefined {
  const path = pathOf(name)
  return path === undefined ? undefined : readFileSync(path)
}

/** The bytes of a data file in memory that threads share, or undefined where it isn't there. */
export function shareDataFile(name: string): SharedArrayBuffer | undefined {
  const file = openDataFile(name)
  if (file === undefined) return undefined
  const shared = new SharedArrayBuffer(file.size)
  try {
    file.read(new Uint8Array(shared), 0)
  } finally {
    file.close()
  }
  return shared
}

export interface DataFile {
  /** In bytes. */
  readonly size: number
  /** Fills `into` from a position. */
  readonly read: (into: Uint8Array, position: number) => void
  readonly close: () => void
}

/** A data file to read parts of, or undefined where it isn't there. */
export function openDataFile(name: string): DataFile | undefined {
  const path = pathOf(name)
  if (path === undefined) return undefined
  const handle = openSync(path, 'r')
  return {
    size: fstatSync(handle).size,
    read: (into, position) => {
      for (let done = 0, count = -1; done < into.length && count !== 0; done += count) {
        count = readSync(handle, into, done, into.length - done, position + done)
      }
    },
    close: () => closeSync(handle),
  }
}

function pathOf(name: string): string | undefined {
  return places.map((place) => fileURLToPath(new URL(place + name, import.meta.url))).find((path) => existsSync(path))
}
