/** Announces new commits to open pages, as server-sent events. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { problem, refuse } from './problem.js'

export type Commits = ReturnType<typeof createCommits>

const keepAliveMs = 20_000
const mostListeners = 200
const tooMany = problem(503, 'TOO_MANY_LISTENERS', 'too many pages listen', 'Close some of them.')

export function createCommits() {
  const listeners = new Set<(event: string | undefined) => void>()
  return {
    announce: (tag: string, articles: number): void => {
      for (const tell of listeners) tell(JSON.stringify({ commit: tag, articles }))
    },
    listen: (c: Context): Response => {
      if (listeners.size >= mostListeners) return refuse(c, tooMany)
      return streamSSE(c, async (stream) => {
        let end = (): void => {}
        const ended = new Promise<void>((resolve) => (end = resolve))
        const tell = (event: string | undefined): void => {
          if (event === undefined) end()
          else void stream.writeSSE({ event: 'commit', data: event })
        }
        const beat = setInterval(() => void stream.write(': \n\n'), keepAliveMs)
        listeners.add(tell)
        stream.onAbort(end)
        await stream.write(': \n\n')
        await ended
        clearInterval(beat)
        listeners.delete(tell)
      })
    },
    /** Ends all streams, so that the server can stop. */
    close: (): void => {
      for (const tell of listeners) tell(undefined)
    },
  }
}
