/** Answers from one commit over HTTP, as JSON. A client that has the answer gets 304; answers are kept for others. */
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Answer, AnswerCache, Encoding } from '../../library/answer-cache.js'
import type { Commit, LiveIndex } from '../../library/live-index.js'

/**
 * @param answer computes the answer from one commit, as an object for JSON
 * @param body of a request with POST; with the path it identifies the answer
 */
export type ByCommit = (c: Context, answer: (commit: Commit) => Promise<object>, body?: string) => Promise<Response>

/** Shorter answers are not packed: they arrive in the first round trip (ten segments of TCP) in any case. */
const leastPacked = 14_000

export function answersByCommit(live: LiveIndex, answers: AnswerCache): ByCommit {
  return (c, answer, body) =>
    live.ask(async (commit) => {
      const tag = `W/"${commit.tag}"`
      const headers = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding', ETag: tag }
      if (body === undefined && c.req.header('if-none-match') === tag) return c.body(null, 304, headers)
      const key = body === undefined ? keyOf(c) : JSON.stringify([c.req.path, body])
      const known = answers.find(commit.tag, key)
      const found = known ?? keep(answers, commit.tag, key, await answer(commit))
      const encoding = found.plain.byteLength < leastPacked ? 'identity' : encodingFor(c)
      return c.body(encoding === 'identity' ? found.plain : answers.pack(key, found, encoding), 200, {
        ...headers,
        'Cache-Status': `xunzhang; ${known === undefined ? 'fwd=miss' : 'hit'}`,
        'Content-Type': 'application/json',
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      })
    })
}

/** Brotli where the client takes it; hono's own choice is what the client names first, which is gzip in browsers. */
function encodingFor(c: Context): Encoding | 'identity' {
  return accepts(c, {
    ...{ header: 'Accept-Encoding', supports: ['br', 'gzip'], default: 'identity' },
    match: (accepted, { supports }) =>
      supports.find((name) => accepted.some(({ type, q }) => type === name && q > 0)) ?? 'identity',
  }) as Encoding | 'identity'
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
