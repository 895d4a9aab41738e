/**
 * Decides which requests are answered. A page of another site can make a browser send requests to this machine, even
 * under a name of its own that it points here (DNS rebinding). Therefore, without a token, only names of this machine
 * are accepted as `Host`. An `Origin` must be the server's own, or one that the server was told of.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { problem, refuse } from './problem.js'

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']
export const cookieName = 'xunzhang'

export function isLoopback(host: string): boolean {
  return host === '::1' || host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host)
}

interface Connection {
  readonly remoteAddress?: string | undefined
  readonly localPort?: number | undefined
}

/** The connection of a request; nothing of it is known if the request comes from this process. */
export function connectionOf({ env }: Context): Connection {
  return (env as { readonly incoming?: { readonly socket?: Connection } } | undefined)?.incoming?.socket ?? {}
}

const hostRefused = problem(
  403,
  'HOST_REFUSED',
  'this name is not served here',
  'Use the address that the server printed.',
)
const originRefused = problem(
  403,
  'ORIGIN_REFUSED',
  'pages of this site are not answered',
  'Ask from the page itself, or start the server with --origin.',
)

/** @param origins of other sites whose pages are answered */
export function checkNames(hasToken: boolean, origins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase()
    if (host === undefined || !(hasToken || isOwnName(host, connectionOf(c).localPort))) return refuse(c, hostRefused)
    const origin = c.req.header('origin')?.toLowerCase()
    const isOwn = origin === undefined || origin === `http://${host}` || (hasToken && origin === `https://${host}`)
    return isOwn || origins.includes(origin) ? next() : refuse(c, originRefused)
  }
}

/** Lets browsers hand answers to pages of other sites, which send the token themselves: no cookie is sent from there. */
export const admitPages = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match'],
    exposeHeaders: ['ETag', 'X-Request-Id', 'Cache-Status', 'Retry-After'],
    maxAge: 600,
  })

const undecodable = problem(
  400,
  'ADDRESS_INVALID',
  'the address has an escape that is not UTF-8',
  'Write each byte of the UTF-8 as % and two hexadecimal digits.',
)
const addressTooLong = problem(414, 'ADDRESS_TOO_LONG', 'the address is too long', 'Use POST /api/search.')
const longestAddress = 32_768

/** Refuses addresses that could be read in two ways. */
export const checkAddress: MiddlewareHandler = async (c, next) => {
  const { url } = c.req
  if (url.length > longestAddress) return refuse(c, addressTooLong)
  try {
    if (url.includes('%')) decodeURIComponent(url)
  } catch {
    return refuse(c, undecodable)
  }
  return next()
}

function isOwnName(host: string, port: number | undefined): boolean {
  const [, name, given] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host) ?? []
  return name !== undefined && loopbackNames.includes(name) && (given === undefined || Number(given) === port)
}

const tooLarge = problem(413, 'BODY_TOO_LARGE', 'the request is too large', 'Send at most 1 MiB.')

export const mostBodyBytes = 1 << 20
export const limitBody = bodyLimit({ maxSize: mostBodyBytes, onError: (c) => refuse(c, tooLarge) })

/** Takes the token from the header, from a cookie, or once from the address; then it is set as a cookie. */
export function checkToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const asked = c.req.query('token')
    if (asked !== undefined && c.req.path === '/') {
      if (!isEqual(asked, token)) return refuse(c, refused)
      setCookie(c, cookieName, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
      return c.redirect('/', 303)
    }
    const [, bearer] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const cookie = getCookie(c, cookieName)
    if ([bearer, asked, cookie].some((given) => given !== undefined && isEqual(given, token))) return next()
    if (cookie !== undefined) deleteCookie(c, cookieName, { path: '/' })
    return refuse(c, refused, { 'WWW-Authenticate': 'Bearer' })
  }
}

const refused = problem(401, 'TOKEN_MISSING', 'the token is missing or wrong', 'Send "Authorization: Bearer TOKEN".')

/** Compares in a time that doesn't depend on where the strings differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * Headers of every answer: a browser runs only the page's own script, and no other site may show or read the answer.
 */
export const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}
