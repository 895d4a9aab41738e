/** What things are called: facets, formats, parts of an index. */
import type { FacetName } from '../../../text/facets/index.js'

/* What people call the facets of `text/facets/`. */

type Names = Readonly<Record<FacetName, string>>

export const facetNames: Names = { author: 'author', tag: 'tag', site: 'site', year: 'year' }
export const facetPlurals: Names = { author: 'authors', tag: 'tags', site: 'sites', year: 'years' }
export const facetHeadings: Names = { author: 'Author', tag: 'Tag', site: 'Site', year: 'Year' }

const { year: _, ...filters } = facetNames
export const filterNames: readonly string[] = Object.values(filters)

/** What the formats of source files are called, and what is read of them: a row for each of `source/formats/kinds.ts`. */
export const formats = {
  markdown: ['Markdown', 'Markdown, with or without front matter (Hexo, Jekyll, Hugo, MDX, Quarto, R Markdown …)'],
  org: ['Org', 'Org mode, org-roam'],
  notebook: ['Jupyter notebook', 'Jupyter notebooks'],
  enex: ['ENEX', 'exports of Evernote and 印象笔记; .notes are encrypted and only counted'],
  docx: ['Word', 'Word documents; needs mammoth: npm install -g mammoth'],
  pdf: ['PDF', 'each page is an article; needs unpdf: npm install -g unpdf'],
  mail: ['mail', 'messages and mailboxes; each message is an article'],
  mhtml: ['MHTML', 'web pages saved in one file'],
  html: ['HTML', 'saved web pages, SingleFile; bookmarks of browsers and of Pocket'],
  'html page': ['HTML page'],
  text: ['plain text', 'plain text, pasted pages'],
  jsonl: ['JSONL', 'one JSON object per line: title, text, date, author, tags, url, _id …'],
  json: ['JSON', 'one such object, or a list of them; exports of Telegram, Wallabag, Karakeep'],
  table: ['table', 'a header row names the same fields'],
  feed: ['feed', 'RSS and Atom; exports of WordPress'],
  epub: ['EPUB', 'books; each chapter is an article'],
  warc: ['WARC', 'web archives'],
  gzip: ['gzip', 'any of these, compressed'],
  zstd: ['Zstandard', 'any of these, compressed (Node 22.15 or newer)'],
} satisfies Record<string, readonly [name: string, meaning?: string]>

/** Names that are read as the library writes them. */
const asWritten = <Name extends string>(...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name as string])) as Readonly<Record<Name, string>>

/** Names of what an index, a score and a file consist of, by their identifiers in the library. */
export const terms = {
  stats: {
    ...asWritten('articles', 'terms', 'postings', 'segments'),
    deleted: 'deleted, not yet merged away',
    bytes: 'size',
    sourceBytes: 'size of the articles',
    analyzer: 'analyser',
    formatVersion: 'format',
    committed: 'last commit',
    roots: 'indexed',
  },
  parts: {
    postings: 'posting lists',
    pairs: 'bigram dictionary',
    terms: 'term dictionary',
    columns: 'doc values',
    ...asWritten('vocabulary', 'texts', 'records', 'other'),
  },
  article: { author: 'author', date: 'date', url: 'source', tags: 'tags', categories: 'categories', path: 'file' },
  facets: facetPlurals,
  explanation: {
    /** The points of a term; `fields` say how often it occurs in each field. */
    term: (text: string, fields: readonly string[], documents: number, idf: string, weight: string) =>
      `${text} (${fields.join(', ')}; in ${documents} ${documents === 1 ? 'article' : 'articles'}, idf ${idf}, weight ${weight})`,
    /** The points of an operator such as NEAR; `fields` say how often it matches in each field. */
    near: (query: string, fields: readonly string[]) => `${query} (${fields.join(', ')})`,
    features: {
      'all words': 'all words',
      window: 'words close together',
      characters: 'characters close together',
      order: 'words in order',
      single: 'single characters',
      lead: 'how the text begins',
      digit: 'number near the words',
    },
    fields: asWritten('title', 'body', 'captions', 'tags', 'author', 'metadata'),
  },
  inspection: {
    read: 'read',
    leftOut: 'left out',
    labels: {
      ...asWritten('format', 'encoding', 'articles'),
      frontMatter: 'front matter',
      readAs: 'read as',
      removed: 'blocks left out',
    },
    formats,
    frontMatter: { yaml: 'YAML', toml: 'TOML', json: 'JSON', other: 'other', none: 'none' },
    readAs: { source: 'source (kept as written)', page: 'page (cleaned)' },
    encoding: (name: string, reason: string) => `${name} (${reason})`,
    encodingReasons: {
      bom: 'byte order mark',
      statistics: 'by statistics',
      ...asWritten('valid', 'declared', 'damaged'),
    },
    removed: {
      ...asWritten('hidden', 'script', 'navigation', 'promotion', 'disclaimer', 'recommendation', 'comments'),
      ...asWritten('original title', 'byline', 'statistics', 'page furniture'),
      advert: 'advertisement',
      share: 'share buttons',
      editor: 'editor line',
      'title repeated': 'repeated title',
      'repeated line': 'line repeated on other pages',
    },
  },
}
