/** Answers from one commit over HTTP, as JSON. A client that has the answer gets 304; answers are kept for others. */
import type { Context } from 'hono'
import type { Answer, AnswerCache } from '../../library/answer-cache.js'
import type { Commit, LiveIndex } from '../../library/live-index.js'

/** @param answer computes the answer from one commit, as an object for JSON */
export type ByCommit = (c: Context, answer: (commit: Commit) => Promise<object>) => Promise<Response>

/** Shorter answers are not packed: they arrive in the first round trip (ten segments of TCP) in any case. */
const leastPacked = 14_000

export function answersByCommit(live: LiveIndex, answers: AnswerCache): ByCommit {
  return (c, answer) =>
    live.ask(async (commit) => {
      const tag = `W/"${commit.tag}"`
      const headers = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding', ETag: tag }
      if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers)
      const key = keyOf(c)
      const known = answers.find(commit.tag, key)
      const found = known ?? keep(answers, commit.tag, key, await answer(commit))
      const packs = found.plain.byteLength >= leastPacked && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
      return c.body(packs ? answers.pack(key, found) : found.plain, 200, {
        ...headers,
        'Cache-Status': `xunzhang; ${known === undefined ? 'fwd=miss' : 'hit'}`,
        'Content-Type': 'application/json',
        ...(packs && { 'Content-Encoding': 'gzip' }),
      })
    })
}

/** Path and parameters of a request, whatever their order. The token is left out: it doesn't change the answer. */
function keyOf(c: Context): string {
  const given = Object.entries(c.req.queries()).filter(([name]) => name !== 'token')
  given.sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([c.req.path, given])
}

function keep(answers: AnswerCache, tag: string, key: string, body: object): Answer {
  const plain = new Uint8Array(Buffer.from(JSON.stringify(body)))
  return 'isPartial' in body ? { plain } : answers.add(tag, key, plain)
}
