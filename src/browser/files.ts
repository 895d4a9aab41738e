/**
 * The files of an export, as the engine sees them: what is there is there at once, and what isn't is noted. The engine
 * runs, everything noted is fetched at once, and it runs again: so code that reads synchronously works over a network, in
 * as many rounds as one file depends on another.
 */

/** Fetches and unpacks a file of the export's folder. Rejects where it can't be had. */
export type FetchFile = (name: string) => Promise<Uint8Array>

export interface Files {
  /** A decoded file; undefined where it isn't here yet, which is noted. */
  get<T>(name: string, decode: (bytes: Uint8Array) => T): T | undefined
  /** Whether it is here; nothing is noted. */
  has(name: string): boolean
  /** Notes a file, to be fetched with the others. */
  want(name: string): void
  /** Whether anything was noted since the last fetch. */
  readonly isComplete: boolean
  /** Forgets files that were not read lately. Between questions: a question may need more than are kept. */
  trim(): void
  /** What was made of files may be forgotten then, too, and at no other time. */
  onTrim(forget: () => void): void
  /** Fetches what was noted. Rejects where a file can't be had; what was noted is forgotten then. */
  fetchWanted(): Promise<void>
}

/** A few MB. */
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
      .then((content) => void bytes.set(name, content))
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
    want: (name) => void (has(name) || wanted.add(name)),
    get: <T>(name: string, decode: (bytes: Uint8Array) => T): T | undefined => {
      const known = decoded.get(name)
      if (known !== undefined) {
        touch(name, known)
        return known as T
      }
      const raw = bytes.get(name)
      if (raw === undefined) {
        wanted.add(name)
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
