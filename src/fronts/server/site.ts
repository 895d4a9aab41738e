/**
 * Serves a generated site, or an export alone, as a static host would, so that it can be seen before it is published.
 * Nothing outside of its folder is sent.
 */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { XunzhangError } from '../../base/errors.js'
import { checkNames, checkToken } from './guard.js'
import { logged, type RequestLog } from './log.js'
import { problem, refuse } from './problem.js'

export interface Site {
  /** A folder with an index.html or an export. */
  readonly folder: string
  /** Every request must contain it; '' if only this machine can connect. */
  readonly token: string
  readonly log: RequestLog
  /** Of the page that is shown if the folder has no index.html. */
  readonly language: string
}

const nothing = problem(404, 'NOT_FOUND', 'nothing is here', 'Start at /.')
const pointer = 'xunzhang.json'

/** @throws XunzhangError EXPORT_MISSING */
export function createSiteApp({ folder, token, log, language }: Site): Hono {
  if (![pointer, 'index.html'].some((name) => existsSync(join(folder, name))))
    throw new XunzhangError('EXPORT_MISSING', {}, { where: folder })
  const root = realpathSync(folder)
  const app = new Hono()
  app.use(logged(log), withHeaders, checkNames(token !== '', []))
  if (token !== '') app.use(checkToken(token))
  if (!existsSync(join(root, 'index.html'))) app.get('/', (c) => c.html(searchPage(language), 200, strict))
  app.get('*', async (c, next) => {
    const found = locate(root, c.req.path)
    if (found === undefined) return next()
    return found === folderName
      ? c.redirect(`${encodeURI(c.req.path)}/`, 301)
      : serveStatic({ root, path: found })(c, next)
  })
  app.notFound((c) => refuse(c, nothing))
  return app
}

/** Stands for a folder requested without a slash at the end. The browser is redirected, or links would be wrong. */
const folderName = Symbol('folder')

/** Looks for a file as static hosts do: the file itself, the folder's index, the name with .html. */
function locate(root: string, path: string): string | typeof folderName | undefined {
  if (/\/\/|\0/.test(path)) return undefined
  const isFolder = path.endsWith('/')
  const file = isFolder ? fileAt(root, `${path}index.html`) : (fileAt(root, path) ?? fileAt(root, `${path}.html`))
  if (file !== undefined) return relative(root, file)
  return !isFolder && fileAt(root, `${path}/index.html`) !== undefined ? folderName : undefined
}

/** Undefined if there is no file, or if a link leads out of the folder. */
function fileAt(root: string, name: string): string | undefined {
  try {
    const place = realpathSync(join(root, name))
    return place.startsWith(root + sep) && statSync(place).isFile() ? place : undefined
  } catch {
    return undefined
  }
}

/** Browsers must check for a newer version each time, because pages are rebuilt while one looks at them. */
const withHeaders: MiddlewareHandler = async (c, next) => {
  c.header('Cache-Control', 'no-cache')
  c.header('X-Content-Type-Options', 'nosniff')
  await next()
}

/** Allows everything that the element needs, and nothing else. */
const strict = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
}

const searchPage = (language: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  '<title>xunzhang</title><script type="module" src="xunzhang.js"></script></head>' +
  '<body><main><xunzhang-search autofocus></xunzhang-search></main></body></html>'
