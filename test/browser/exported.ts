/** An index, its export and the engine over it, in one place: what a browser would fetch is read from the disk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { openWords } from '../../src/text/analyzers/analyzers.js'
import { machine } from '../../src/storage/commit/snapshot.js'
import { OpenSegments } from '../../src/storage/commit/open-segments.js'
import { openEngine, type Engine } from '../../src/static/browser/engine.js'
import { createFiles } from '../../src/static/browser/files.js'
import { readPointer, writeExport, type ExportReport } from '../../src/static/export/write-export.js'

const none = new Uint8Array(0)

export function exportIndex(index: string, to: string, maxFiles = 10_000): ExportReport {
  const commit = new OpenSegments(machine.fileSystem, index).openLatest()
  try {
    return writeExport({
      segments: commit.segments,
      tokenizer: commit.manifest.tokenizer as 'native' | 'bigram',
      lexicon: commit.manifest.tokenizer === 'native' ? openWords(commit.words) : undefined,
      addressOf: ({ path }) => `/${path}`,
      to,
      maxFiles,
      program: { element: none, worker: none, offline: none },
    })
  } finally {
    commit.release()
  }
}

export interface Fetched {
  readonly engine: Engine
  /** Since the last reset. */
  bytes: number
  rounds: number
  /** Files of articles. */
  articleFiles: number
  reset(): void
}

/** A browser that has nothing yet. */
export async function openExport(to: string): Promise<Fetched> {
  const folder = join(to, readPointer(to)!.folder)
  const nothing = { bytes: 0, rounds: 0, articleFiles: 0 }
  const fetched = { ...nothing, reset: () => void Object.assign(fetched, nothing) }
  const files = createFiles(async (name) => {
    const packed = readFileSync(join(folder, `${name}.bin`))
    fetched.bytes += packed.length
    if (name.startsWith('a/')) fetched.articleFiles++
    return inflateSync(packed)
  })
  const counted = Object.defineProperties(
    { ...files, fetchWanted: () => (fetched.rounds++, files.fetchWanted()) },
    { isComplete: { get: () => files.isComplete } },
  )
  return Object.assign(fetched, { engine: await openEngine(counted) })
}
