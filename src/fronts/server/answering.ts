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
      if (c.req.header('if-none-match') === tag) return c.body(null, 304, { ...cached, ETag: tag })
      const key = keyOf(c)
      const make = async (commit: Commit): Promise<Answer> => {
        const body = await answer(commit)
        const plain = bytesOf(body)
        return 'isPartial' in body ? { plain } : answers.add(commit.tag, key, plain)
      }
      const known = answers.find(commit.tag, key)
      const found = known ?? (await make(commit))
      const status = known === undefined ? 'fwd=miss' : 'hit'
      return send(c, answers, key, found, { ...cached, ETag: tag, 'Cache-Status': `xunzhang; ${status}` })
    })
}

const cached = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' }

/** Path and parameters of a request, whatever their order. The token is left out: it doesn't change the answer. */
function keyOf(c: Context): string {
  const given = Object.entries(c.req.queries()).filter(([name]) => name !== 'token')
  given.sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([c.req.path, given])
}

function bytesOf(body: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(JSON.stringify(body)))
}

function send(
  c: Context,
  answers: AnswerCache,
  key: string,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
): Response {
  const all = { ...headers, 'Content-Type': 'application/json' }
  const packs = answer.plain.byteLength >= leastPacked && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  if (!packs) return c.body(answer.plain, 200, all)
  return c.body(answers.pack(key, answer), 200, { ...all, 'Content-Encoding': 'gzip' })
}
