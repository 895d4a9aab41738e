/** The files of the page, read once and kept compressed. No other file of the disk can be requested. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Context } from 'hono'

const kinds = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

export type PageFile = keyof typeof kinds
export const pageFiles = Object.keys(kinds) as readonly PageFile[]

export interface PageFiles {
  readonly answer: (c: Context, name: PageFile) => Response | Promise<Response>
}

interface Kept {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly packed: Uint8Array<ArrayBuffer>
  readonly tag: string
}

/** @param folder the built page */
export function readPageFiles(folder: string): PageFiles {
  const kept = new Map<PageFile, Kept>()
  for (const name of pageFiles) {
    const path = `${folder}/${name}`
    if (!existsSync(path)) continue
    const plain = new Uint8Array(readFileSync(path))
    const tag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 20)}"`
    kept.set(name, { plain, packed: new Uint8Array(gzipSync(plain, { level: 9 })), tag })
  }
  return {
    answer: (c, name) => {
      const file = kept.get(name)
      if (file === undefined) return c.notFound()
      const headers = { ETag: file.tag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' }
      if (c.req.header('if-none-match') === file.tag) return c.body(null, 304, headers)
      const isPacked = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
      const encoding = isPacked ? { 'Content-Encoding': 'gzip' } : {}
      return c.body(isPacked ? file.packed : file.plain, 200, { ...headers, ...encoding, 'Content-Type': kinds[name] })
    },
  }
}
