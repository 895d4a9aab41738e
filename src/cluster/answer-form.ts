/**
 * Checks whether an answer has the form that its request promises. An answer from a proxy or from another kind of
 * server is reported in one line instead of failing somewhere inside a search.
 */
import { isCount, isRecord, isString } from '../storage/store/json.js'

type Test = (result: unknown, body: Asked) => boolean

/** The parts of a request that its answer depends on. */
interface Asked {
  readonly with_payload?: unknown
}

function isPoint(value: unknown, { with_payload }: Asked): boolean {
  if (!isRecord(value) || !isString(value['id'])) return false
  return with_payload === undefined || with_payload === false || isRecord(value['payload'])
}

const arePoints = (value: unknown, body: Asked): boolean =>
  Array.isArray(value) && value.every((point) => isPoint(point, body))

const holdsPoints: Test = (result, body) => isRecord(result) && arePoints(result['points'], body)

/** The test of each kind of read, chosen by the end of its path. */
const reads: readonly (readonly [end: RegExp, test: Test])[] = [
  [/\/points$/, arePoints],
  [/\/points\/scroll$/, holdsPoints],
  [
    /\/points\/query$/,
    (result, body) =>
      holdsPoints(result, body) &&
      (result as { points: { score?: unknown }[] }).points.every(({ score }) => typeof score === 'number'),
  ],
  [/\/points\/count$/, (result) => isRecord(result) && isCount(result['count'])],
  [
    /\/facet$/,
    (result) =>
      isRecord(result) &&
      Array.isArray(result['hits']) &&
      result['hits'].every((hit) => isRecord(hit) && isString(hit['value']) && isCount(hit['count'])),
  ],
  [/\/exists$/, (result) => isRecord(result) && typeof result['exists'] === 'boolean'],
]

/** Whether the result of a read has the form that its path promises. */
export function isReadResult(path: string, body: unknown, result: unknown): boolean {
  const bare = path.replace(/\?.*/, '')
  const test = reads.find(([end]) => end.test(bare))?.[1] ?? isRecord
  return test(result, isRecord(body) ? body : {})
}

/** A write is acknowledged with `true` or an object, a batch of writes with a list of objects. */
export function isWriteResult(result: unknown): boolean {
  return result === true || isRecord(result) || (Array.isArray(result) && result.every(isRecord))
}
