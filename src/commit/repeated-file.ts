/**
 * The file of repeated lines, apart from their counting: who only searches reads it, and loads no reader of sources.
 * Format: FORMAT.md, "Repeated lines".
 */
import { isCount, isRecord, isString, isStrings, parseJson } from '../store/json.js'

/** What was decided for one folder. */
export interface FolderLines {
  /** Pages of text that it had then. */
  readonly pages: number
  /** Sorted. */
  readonly lines: readonly string[]
}

/** By folder, as {@link folderOf} names it. */
export type RepeatedLines = ReadonlyMap<string, FolderLines>

export function encodeRepeated(all: RepeatedLines): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([...all]))
}

/** Undefined where the bytes are nothing that {@link encodeRepeated} makes. */
export function decodeRepeated(bytes: Uint8Array): RepeatedLines | undefined {
  const entries = parseJson(bytes)
  return Array.isArray(entries) && entries.every(isFolderEntry) ? new Map(entries) : undefined
}

function isFolderEntry(entry: unknown): entry is [string, FolderLines] {
  if (!Array.isArray(entry) || entry.length !== 2) return false
  const [folder, counted] = entry as [unknown, unknown]
  return isString(folder) && isRecord(counted) && isCount(counted['pages']) && isStrings(counted['lines'])
}
