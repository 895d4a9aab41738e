import { formats } from './formats.js'
import { facetPlurals } from './facets.js'

/** Names of what an index, a score and a file consist of, by their identifiers in the library. */
export const terms = {
  stats: {
    articles: 'articles',
    deleted: 'deleted, not yet merged away',
    terms: 'terms',
    postings: 'postings',
    segments: 'segments',
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
    vocabulary: 'vocabulary',
    texts: 'texts',
    records: 'records',
    columns: 'doc values',
    other: 'other',
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
    },
    fields: {
      title: 'title',
      body: 'body',
      captions: 'captions',
      tags: 'tags',
      author: 'author',
      metadata: 'metadata',
    },
  },
  inspection: {
    read: 'read',
    leftOut: 'left out',
    labels: {
      format: 'format',
      encoding: 'encoding',
      frontMatter: 'front matter',
      readAs: 'read as',
      articles: 'articles',
      removed: 'blocks left out',
    },
    formats,
    frontMatter: { yaml: 'YAML', toml: 'TOML', json: 'JSON', other: 'other', none: 'none' },
    readAs: { source: 'source (kept as written)', page: 'page (cleaned)' },
    encoding: (name: string, reason: string) => `${name} (${reason})`,
    encodingReasons: {
      bom: 'byte order mark',
      valid: 'valid',
      declared: 'declared',
      statistics: 'by statistics',
      damaged: 'damaged',
    },
    removed: {
      hidden: 'hidden',
      script: 'script',
      advert: 'advertisement',
      navigation: 'navigation',
      share: 'share buttons',
      promotion: 'promotion',
      disclaimer: 'disclaimer',
      recommendation: 'recommendation',
      comments: 'comments',
      editor: 'editor line',
      'original title': 'original title',
      'title repeated': 'repeated title',
      byline: 'byline',
      statistics: 'statistics',
      'repeated line': 'line repeated on other pages',
      'page furniture': 'page furniture',
    },
  },
}
