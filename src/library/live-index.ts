/**
 * A collection that stays open while new commits are made. Each question is answered from one commit: the newest that
 * was known when the question began. For programs that run for a long time.
 */
import { reopenIndex } from './open-index.js'
import type { Index } from './types.js'

export interface Commit {
  readonly index: Index
  /** The same for the same contents, and safe in an HTTP header. */
  readonly tag: string
}

export interface LiveIndex {
  /** Answers a question; the index stays open until the answer is there. */
  ask<T>(question: (commit: Commit) => T | Promise<T>): Promise<T>
  /** Opens a newer commit if there is one. @returns whether there was */
  refresh(): Promise<boolean>
  close(): Promise<void>
}

interface Opened extends Commit {
  users: number
  isReplaced: boolean
}

/**
 * @param open opens the newest commit the first time, and later if {@link reopenIndex} needs it; an error of the first
 * call is thrown to the caller
 * @param everyMs questions check for a newer commit at most this often; reading the manifest takes about 50 µs
 */
export async function openLive(open: () => Promise<Index>, everyMs = 500): Promise<LiveIndex> {
  let current = await opened(await open())
  let lastLook = performance.now()
  let looking: Promise<boolean> | undefined

  const look = async (): Promise<boolean> => {
    if (!(await current.index.isStale().catch(() => false))) return false
    // If the new commit can't be opened, the old one continues to answer.
    const index = await reopenIndex(current.index, open).catch(() => undefined)
    if (index === undefined) return false
    const before = current
    current = await opened(index)
    before.isReplaced = true
    await release(before)
    return true
  }
  const refresh = (): Promise<boolean> => (looking ??= look().finally(() => (looking = undefined)))

  return {
    async ask(question) {
      if (performance.now() - lastLook >= everyMs) {
        lastLook = performance.now()
        await refresh()
      }
      const asked = current
      asked.users++
      try {
        return await question(asked)
      } finally {
        asked.users--
        await release(asked)
      }
    },
    refresh,
    close: async () => {
      await looking?.catch(() => undefined)
      await current.index.close()
    },
  }
}

async function release(opened: Opened): Promise<void> {
  if (opened.isReplaced && opened.users === 0) await opened.index.close()
}

async function opened(index: Index): Promise<Opened> {
  return { index, tag: await tagOf(index), users: 0, isReplaced: false }
}

async function tagOf(index: Index): Promise<string> {
  const { articles, postings, deleted, committed } = await index.stats()
  const time = Number.isNaN(Date.parse(committed)) ? 0 : Date.parse(committed)
  return [time, articles, postings, deleted].map((number) => number.toString(36)).join('-')
}
