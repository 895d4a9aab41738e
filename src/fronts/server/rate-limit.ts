/** Limits the requests of each address by a token bucket. Programs on this machine are not limited. */
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from './guard.js'
import { problem } from './problem.js'

const perSecond = 50
const burst = 100
const mostAddresses = 10_000

interface Bucket {
  left: number
  at: number
}

/** @param addressOf the peer of a request; '' if unknown */
export function limitRate(addressOf: (c: Parameters<MiddlewareHandler>[0]) => string): MiddlewareHandler {
  const buckets = new Map<string, Bucket>()
  return async (c, next) => {
    const address = addressOf(c).replace(/^::ffff:/, '')
    if (address === '' || isLoopback(address) || take(buckets, address)) return next()
    const body = problem('TOO_MANY_REQUESTS', 'too many requests', `Ask at most ${perSecond} times a second.`)
    return c.json(body, 429, { 'Retry-After': '1' })
  }
}

function take(buckets: Map<string, Bucket>, address: string): boolean {
  const now = performance.now()
  const bucket = buckets.get(address) ?? { left: burst, at: now }
  bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond)
  bucket.at = now
  buckets.delete(address)
  buckets.set(address, bucket)
  for (const oldest of buckets.keys()) if (buckets.size > mostAddresses) buckets.delete(oldest)
  if (bucket.left < 1) return false
  bucket.left--
  return true
}
