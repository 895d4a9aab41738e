/**
 * The file of repeated lines. It is separate from counting them, so that a search reads the file without loading the
 * readers of sources.
 * Format: FORMAT.md, "Repeated lines".
 */
import { isCount, isRecord, isString, isStrings, parseJson } from '../store/json.js'

/** The repeated lines of one folder. */
export interface FolderLines {
  /** The pages of text that the folder had when its lines were counted. */
  readonly pages: number
  /** Sorted. */
  readonly lines: readonly string[]
}

/** By folder, as {@link folderOf} names it. */
export type RepeatedLines = ReadonlyMap<string, FolderLines>

export function encodeRepeated(all: RepeatedLines): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([...all]))
}

/** Undefined if the bytes are not the result of {@link encodeRepeated}. */
export function decodeRepeated(bytes: Uint8Array): RepeatedLines | undefined {
  const entries = parseJson(bytes)
  return Array.isArray(entries) && entries.every(isFolderEntry) ? new Map(entries) : undefined
}

function isFolderEntry(entry: unknown): entry is [string, FolderLines] {
  if (!Array.isArray(entry) || entry.length !== 2) return false
  const [folder, counted] = entry as [unknown, unknown]
  return isString(folder) && isRecord(counted) && isCount(counted['pages']) && isStrings(counted['lines'])
}
