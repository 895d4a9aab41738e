/**
 * Extractors of articles from pages: ours, and the libraries that people use. Each returns text and fields of one page.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { loadPeer, projectRoot } from '../support/places.js'

export interface Extracted {
  readonly text: string
  readonly title: string
  readonly date: string
  readonly author: string
  readonly tags: readonly string[]
}

export interface Extractor {
  readonly name: string
  /** @param path of the page below its site @param address of the page */
  readonly extract: (html: string, path: string, address: string) => Extracted | Promise<Extracted>
}

const ours: Extractor = {
  name: 'xunzhang',
  extract: (html, path) => {
    const file = { path, bytes: Buffer.from(html), startLine: 1, startByte: 0 }
    for (const item of formatOf(path).read(file, { clean: false }))
      if (!isProblem(item)) return { ...item, text: [item.body, ...item.captions].join('\n') }
    return nothing
  },
}

const nothing: Extracted = { text: '', title: '', date: '', author: '', tags: [] }

interface Dom {
  readonly window: { readonly document: Document; readonly close: () => void }
}
interface Document {
  readonly body: { readonly textContent: string }
}
type MakeDom = new (html: string, options: { url: string }) => Dom

/** Opens a page with jsdom for the time of a call. */
function withDom<T>(Dom: MakeDom, html: string, url: string, use: (document: Document) => T): T {
  const dom = new Dom(html, { url })
  try {
    return use(dom.window.document)
  } finally {
    dom.window.close()
  }
}

interface Readable {
  readonly title?: string
  readonly byline?: string
  readonly textContent?: string
  readonly publishedTime?: string
}

function readability(Dom: MakeDom): Extractor | undefined {
  const found = loadPeer<{ Readability: new (document: Document) => { parse(): Readable | null } }>(
    '@mozilla/readability',
  )
  if (found === undefined) return undefined
  return {
    name: '@mozilla/readability',
    extract: (html, _path, address) =>
      withDom(Dom, html, address, (document) => {
        const { title, byline, textContent, publishedTime } = new found.Readability(document).parse() ?? {}
        return {
          text: textContent ?? '',
          title: title ?? '',
          date: publishedTime ?? '',
          author: byline ?? '',
          tags: [],
        }
      }),
  }
}

interface Defuddled {
  readonly title: string
  readonly author: string
  readonly published: string
  readonly content: string
}

/** Loaded by `import`, because the package is an ES module only. */
async function defuddle(Dom: MakeDom): Promise<Extractor | undefined> {
  const file = join(projectRoot, '.peers/node_modules/defuddle/dist/node.js')
  if (!existsSync(file)) return undefined
  const found = (await import(pathToFileURL(file).href)) as {
    Defuddle: (document: Document, url: string) => Promise<Defuddled>
  }
  return {
    name: 'defuddle',
    extract: async (html, _path, address) => {
      const dom = new Dom(html, { url: address })
      const { title, author, published, content } = await found.Defuddle(dom.window.document, address)
      const text = withDom(Dom, `<body>${content}`, address, ({ body }) => body.textContent)
      dom.window.close()
      return { text, title, date: published, author, tags: [] }
    },
  }
}

type ExtractArticle = (
  html: string,
  url: string,
) => Promise<{ title?: string; content?: string; published?: string; author?: string } | null>

function articleExtractor(Dom: MakeDom): Extractor | undefined {
  const found = loadPeer<{ extractFromHtml: ExtractArticle }>('@extractus/article-extractor')
  if (found === undefined) return undefined
  return {
    name: '@extractus/article-extractor',
    extract: async (html, _path, address) => {
      const made = await found.extractFromHtml(html, address)
      const text = withDom(Dom, `<body>${made?.content ?? ''}`, address, ({ body }) => body.textContent)
      return { text, title: made?.title ?? '', date: made?.published ?? '', author: made?.author ?? '', tags: [] }
    },
  }
}

/** Ours first; peers that are not installed are named in `missing`. */
export async function extractors(): Promise<{
  readonly there: readonly Extractor[]
  readonly missing: readonly string[]
}> {
  const Dom = loadPeer<{ JSDOM: MakeDom }>('jsdom')?.JSDOM
  const peers = {
    '@mozilla/readability': Dom && readability(Dom),
    defuddle: Dom && (await defuddle(Dom)),
    '@extractus/article-extractor': Dom && articleExtractor(Dom),
  }
  const there = Object.values(peers).filter((peer) => peer !== undefined)
  const missing = Object.entries(peers).flatMap(([name, peer]) => (peer === undefined ? [name] : []))
  return { there: [ours, ...there], missing }
}
