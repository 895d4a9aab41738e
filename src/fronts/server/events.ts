/** Announces new commits to open pages, as server-sent events. */
import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { problem, refuse } from './problem.js'

export type Commits = ReturnType<typeof createCommits>

const keepAliveMs = 20_000
const mostListeners = 200
const tooMany = problem(503, 'TOO_MANY_LISTENERS', 'too many pages listen', 'Close some of them.')

export function createCommits() {
  const listeners = new Set<SSEStreamingApi>()
  return {
    announce: (tag: string, articles: number): void => {
      const data = JSON.stringify({ commit: tag, articles })
      for (const stream of listeners) void stream.writeSSE({ event: 'commit', data })
    },
    listen: (c: Context): Response => {
      if (listeners.size >= mostListeners) return refuse(c, tooMany)
      return streamSSE(c, async (stream) => {
        listeners.add(stream)
        const ended = new Promise<void>((resolve) => stream.onAbort(resolve))
        const beat = setInterval(() => void stream.write(': \n\n'), keepAliveMs)
        await stream.write(': \n\n')
        await ended
        clearInterval(beat)
        listeners.delete(stream)
      })
    },
    /** Ends all streams, so that the server can stop. */
    close: (): void => {
      for (const stream of listeners) stream.abort()
    },
  }
}
