/**
 * The files of an export as the engine sees them. A file that was fetched is returned at once; a missing one is noted.
 * The engine runs, all noted files are fetched together, and the engine runs again. So synchronous code works over a
 * network, in as many rounds as there are files in the longest chain where one depends on another. Parts that share a
 * file (`fileOf`) come together.
 */
import { decodeParts, fileOf, hasParts } from '../export/format/root.js'

/** Fetches and unpacks a file of the export's folder. Rejects if that fails. */
export type FetchFile = (name: string) => Promise<Uint8Array>

export interface Files {
  /** Returns a decoded file. If it has not been fetched yet, notes it and returns undefined. */
  get<T>(name: string, decode: (bytes: Uint8Array) => T): T | undefined
  /** Whether a file has been fetched; notes nothing. */
  has(name: string): boolean
  /** Notes a file to be fetched with the others. */
  want(name: string): void
  /** Whether nothing was noted since the last fetch. */
  readonly isComplete: boolean
  /** Forgets files that were not read lately. Called only between questions: one may need more files than are kept. */
  trim(): void
  /** Registers a function called by {@link trim}. What was computed from files may be forgotten only then. */
  onTrim(forget: () => void): void
  /** Fetches what was noted and forgets the notes. Rejects if a file can't be fetched. */
  fetchWanted(): Promise<void>
}

/** Files; together a few MB. */
const usuallyKept = 400

/** @param mostKept decoded files that are kept from one question to the next */
export function createFiles(fetchFile: FetchFile, mostKept = usuallyKept): Files {
  const bytes = new Map<string, Uint8Array>()
  const decoded = new Map<string, unknown>()
  const wanted = new Set<string>()
  const onTheWay = new Map<string, Promise<void>>()
  const trimmed: (() => void)[] = []
  const has = (name: string): boolean => bytes.has(name) || decoded.has(name)
  const bring = (name: string): Promise<void> => {
    const coming = fetchFile(name)
      .then((content) => {
        const parts = hasParts(name) ? decodeParts(content) : [[name, content] as const]
        for (const [part, own] of parts) if (!decoded.has(part)) bytes.set(part, own)
      })
      .finally(() => onTheWay.delete(name))
    onTheWay.set(name, coming)
    return coming
  }
  const forgetOldest = (): void => {
    for (const name of decoded.keys()) {
      if (decoded.size <= mostKept) return
      decoded.delete(name)
    }
  }
  const touch = (name: string, value: unknown): void => {
    decoded.delete(name)
    decoded.set(name, value)
  }
  return {
    has,
    trim: () => {
      forgetOldest()
      for (const forget of trimmed) forget()
    },
    onTrim: (forget) => void trimmed.push(forget),
    want: (name) => void (has(name) || wanted.add(fileOf(name))),
    get: <T>(name: string, decode: (bytes: Uint8Array) => T): T | undefined => {
      const known = decoded.get(name)
      if (known !== undefined) {
        touch(name, known)
        return known as T
      }
      const raw = bytes.get(name)
      if (raw === undefined) {
        wanted.add(fileOf(name))
        return undefined
      }
      const value = decode(raw)
      bytes.delete(name)
      decoded.set(name, value)
      return value
    },
    get isComplete() {
      return wanted.size === 0
    },
    fetchWanted: async () => {
      const fetched = Array.from(wanted, (name) => onTheWay.get(name) ?? bring(name))
      wanted.clear()
      await Promise.all(fetched)
    },
  }
}
