/**
 * Every option, once: what it accepts, its help in English, and where it applies. Argument parsing, help, the manual,
 * completions, the settings file, the parameters of the API, OpenAPI, and the arguments of agents' tools are made from
 * these tables; messages have the help in Chinese.
 *
 * A new option is a row of {@link optionRows} and its name in the lists of {@link places} where it applies.
 */
import { flag, listOf, oneOf, size, text, textOf, texts, textsOf, whole, type OptionSpec } from './spec.js'

export const languages = ['en', 'zh'] as const
export const cleanings = ['auto', 'pages', 'all', 'none'] as const
export const facetNames = ['author', 'tag', 'site', 'year'] as const
export const tokenizers = ['native', 'jieba', 'bigram', 'intl'] as const
export const resultFormats = ['text', 'json', 'ndjson', 'tsv', 'csv', 'vimgrep', 'trec'] as const
export const clients = ['claude', 'codex', 'vscode', 'cursor'] as const

const build = ['jobs', 'memory', 'tokenizer', 'lexicon'] as const
const rules = ['include', 'exclude', 'no-ignore', 'hidden', 'drafts', 'all-pages', 'clean'] as const
const sources = ['only', 'files-from', 'null', 'id', 'force', 'allow-empty', ...rules] as const
const embedder = ['embed', 'embed-model'] as const
const models = ['rerank', 'rerank-model', 'rerank-weight', ...embedder, 'embed-weight', 'embed-timeout'] as const

/** The options of each command, route of the API, and tool for agents, in the order of their help. */
export const places = {
  /** Of every command, after its own. */
  common: ['lang', 'color', 'no-color', 'quiet', 'no-settings', 'help'],
  index: ['index', ...build, ...sources, 'field', 'watch', ...embedder, 'json'],
  forget: ['index', 'json'],
  push: [...['to', 'shards', 'replicas', 'write-consistency', 'jobs', 'tokenizer', 'lexicon'], ...[...sources, 'json']],
  search: [
    ...['index', 'limit', 'offset', 'format', 'json', 'fields', 'files-with-matches', 'null', 'absolute', 'bom'],
    ...[
      'batch',
      'count',
      'sort',
      'match',
      'facet',
      'explain',
      'regex',
      'no-pinyin',
      'fold',
      'like',
      'synonyms',
      'variants',
    ],
    ...['allow-partial', ...models],
  ],
  kwic: ['index', 'limit', 'context', 'width', 'sort', 'match', 'regex', 'format', 'json', 'count'],
  timeline: ['index', 'by', 'relative', 'match', 'width', 'ascii', 'format', 'json'],
  collocates: ['index', 'window', 'left', 'right', 'function-words', 'least', 'limit', 'match', 'format', 'json'],
  terms: ['index', 'sort', 'limit', 'format', 'json'],
  tui: ['index', 'print', 'select'],
  serve: [
    ...['index', 'port', 'host', 'token', 'token-file', 'origin', 'trust-proxy', 'timeout', 'cache', 'export', 'open'],
  ],
  export: ['index', ...build, ...rules, 'to', 'base', 'max-files', 'json'],
  mcp: ['index', 'config'],
  show: ['index', 'text', 'null', 'json'],
  duplicates: ['index', 'limit', 'json'],
  lexicon: ['index', 'file', 'limit', 'json'],
  stats: ['index', 'json'],
  check: ['index', 'json'],
  compact: ['index', 'json'],
  tokenize: ['tokenizer', 'lexicon', 'words', 'json'],
  eval: ['index', 'save', 'depth', 'match', 'json', ...models],
  inspect: [...rules, 'json'],
  bench: [...build, 'queries', 'json'],
  none: [],
  '/api/search': [
    ...['q', 'limit', 'offset', 'sort', 'match', 'facet', 'fold', 'like', 'suggest', 'lenient', 'variants', 'pinyin'],
    ...['dates', 'authors', 'tags', 'sites', 'explain', 'count', 'length', 'folder'],
  ],
  '/api/articles/{id}': ['q', 'formatted', 'folder'],
  '/api/images/{id}': ['src'],
  '/api/suggest': ['q', 'limit'],
  '/api/stats': ['folder'],
  '/api/kwic': ['q', 'limit', 'sort', 'context', 'match', 'lenient'],
  '/api/timeline': ['q', 'by', 'relative', 'match', 'lenient'],
  '/api/terms': ['field', 'limit', 'sort'],
  'tool search': ['query', 'queries', 'collections', 'dates', 'authors', 'tags', 'sort', 'limit', 'budget', 'cursor'],
  'tool read': ['id', 'ids', 'path', 'quote', 'collections', 'around', 'section', 'from', 'lines', 'budget'],
  'tool list': ['paths', 'collections', 'sort', 'limit', 'budget', 'cursor'],
  'tool explore': ['what', 'query', 'collections', 'by', 'limit', 'budget', 'cursor'],
  'tool similar': ['id', 'limit', 'budget'],
  'tool status': [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Place = keyof typeof places

/** The places of the command line, whose options have their help in every language. */
export type CommandPlace = Exclude<Place, `/api/${string}` | `tool ${string}`>

export type OptionRow = OptionSpec & {
  /** In English: of the command line, or of the only place that has the option. */
  readonly help?: string
  /** One letter. */
  readonly short?: string
  /** The name of the library's option that it sets. */
  readonly engine?: string
  /** What it sets that to, for a flag that doesn't set `true`. */
  readonly sets?: unknown
  readonly at?: Readonly<Partial<Record<Place, Readonly<Record<string, unknown>>>>>
}

const tables = ['text', 'json', 'ndjson', 'csv', 'tsv'] as const
const oneFolder = textOf('folder')
const upTo = (most: number) => ({ ...whole(0, most), or: ['all'], operand: 'numberOrAll' }) as const
const years = oneOf(['year', 'month', 'week', 'day'])

// prettier-ignore
export const optionRows = {
  index: { ...textsOf('folder'), short: 'i',
    help: 'the index folder; search, show and tui take several and rank their articles together',
    at: {
      ...{ index: oneFolder, forget: oneFolder, export: oneFolder, duplicates: oneFolder, lexicon: oneFolder },
      ...{ stats: oneFolder, check: oneFolder, compact: oneFolder, eval: oneFolder }
    } },
  jobs: { ...whole(1, 256), short: 'j', help: 'threads to use (default: one per core)' },
  memory: { ...size, help: 'memory for all threads, such as 512M (the default) or 2G' },
  tokenizer: { ...oneOf(tokenizers), help: 'how text is cut into terms (default: native)' },
  lexicon: { ...textOf('file'), help: "a file of your own words, in jieba's format" },
  file: { ...textOf('file'), help: "read words from a file or standard input (-), in jieba's format" },
  clean: {
    ...oneOf(cleanings),
    help: 'what is left out of texts: of pages (auto), of HTML only (pages), of every file as of pages (all), nothing (none)',
  },
  field: { ...textsOf('field'),
    help: 'declare a field of your own: keyword, number, date, text or stored; kept with the index, may be repeated',
    at: { '/api/terms': { ...text, help: 'author, tag, year, month or day' } } },
  force: { ...flag, help: 'rebuild from scratch, even if what was indexed is now empty or gone' },
  'allow-empty': { ...flag,
    help: 'let all articles of a folder go when its last file does; kept with the folder' },
  only: { ...flag, help: 'keep only the given paths in the index' },
  'files-from': { ...textOf('fileOrInput'),
    help: 'read the names of files from a file or standard input (-), one per line' },
  id: { ...textOf('id'), help: 'name of the article from standard input (default: stdin)',
    at: { 'tool read': { help: 'id, path or path:line of a hit' }, 'tool similar': { help: 'id of a hit' } } },
  include: { ...textsOf('pattern'), help: 'read only files that match, as in .gitignore; may be repeated' },
  exclude: { ...textsOf('pattern'), help: 'leave out files and folders that match, as in .gitignore; may be repeated; "" clears the rules of earlier runs' },
  'no-ignore': { ...flag, help: 'disregard ignore files, and read every file of a site' },
  hidden: { ...flag, help: 'read hidden files as well' },
  drafts: { ...flag, help: 'read drafts as well' },
  'all-pages': { ...flag, help: 'read pages that only list others as well (tags, archives, home pages)' },
  watch: { ...flag, help: 'keep running and follow changes of the files' },
  formatted: { ...flag, help: "Also the text as the article's own file formats it" },
  src: { ...text, help: 'The address of an image, as the article writes it' },
  json: { ...flag, help: 'print one JSON object' },
  text: { ...flag, help: 'print the body alone' },
  null: { ...flag, short: '0',
    help: 'end each item with a NUL byte instead of a line break, for xargs -0; expect the same in lists that are read' },
  q: { ...text, most: 2000, help: 'The query, in the language of docs/SEARCH.md',
    at: {
      '/api/search': { help: 'The query; without one, all articles, newest first' },
      '/api/timeline': { ...texts, help: 'The query; each of several is a series' }
    } },
  query: text,
  dates: { ...text, help: '2024, 2023-05..2024, >=2024-05' },
  collections: texts,
  authors: { ...texts, at: { '/api/search': { help: 'Only articles by one of these' } } },
  tags: { ...texts, at: { '/api/search': { help: 'Only articles with one of these' } } },
  sites: { ...texts, help: 'Only articles of one of these' },
  paths: { ...text, help: 'Glob: notes/**/*.md; * stays in one folder, ** does not' },
  ids: { ...texts, help: 'Several of them; they share the budget' },
  path: { ...text, help: 'path or path:line' },
  quote: { ...text, help: 'A passage; finds the article and the line that hold it' },
  section: { ...text, help: 'A heading, to read what is below it' },
  what: { ...oneOf(['facets', 'terms', 'timeline', 'occurrences']), default: 'facets' },
  limit: { ...whole(0, 10_000), short: 'n', engine: 'limit',
    help: 'number of articles, words or groups to print, or all (default: 10; groups, kwic, terms: all)',
    at: {
      search: upTo(10_000), kwic: upTo(1_000_000_000), collocates: upTo(1_000_000), terms: upTo(1_000_000_000),
      duplicates: upTo(1_000_000), lexicon: whole(1, 100_000),
      '/api/search': { ...whole(0, 1000), default: 10, help: 'Hits to return' },
      '/api/suggest': { ...whole(1, 50), default: 8, help: 'Completions to return' },
      '/api/kwic': { ...whole(0, 1000), default: 100, help: 'Lines to return' },
      '/api/terms': { ...whole(0, 100_000), default: 100, help: 'Values to return' },
      'tool search': { ...whole(1, 50), default: 15, help: undefined },
      'tool similar': { ...whole(1, 50), default: 15, help: undefined },
      'tool list': { ...whole(1, 1000), default: 50, help: undefined },
      'tool explore': { ...whole(1, 1000), default: 50, help: undefined }
    } },
  offset: { ...whole(0, 1_000_000_000), engine: 'offset', help: 'number of articles to skip',
    at: { '/api/search': { default: 0, help: 'Hits to skip' } } },
  budget: { ...whole(512, 200_000), default: 4096 },
  cursor: { ...text, help: 'From the answer, for its next page' },
  around: { ...text, help: 'Words to show the lines around' },
  from: { ...whole(1), help: 'First line of the text' },
  lines: whole(1, 1000),
  format: { ...oneOf(tables),
    help: 'output format (default: text; with --batch: ndjson; "xunzhang help formats" explains them)',
    at: {
      search: oneOf(resultFormats), kwic: oneOf([...tables, 'vimgrep']),
      timeline: oneOf(['text', 'json', 'csv', 'tsv'])
    } },
  fields: { ...listOf(['query', 'rank', 'id', 'score', 'title', 'date', 'author', 'tags', 'path', 'line', 'column',
      'url', 'root', 'index', 'passage']),
    help: 'columns of tsv and csv, or names of JSON, in this order (alone: tsv)' },
  print: { ...oneOf(['path', 'line', 'id', 'json', 'citation']),
    help: 'how marked articles, or the chosen one, are printed on exit (default: path; path:line where a file holds several)' },
  select: { ...flag, help: 'for scripts: Enter prints the marked articles, or the chosen one, and ends' },
  'files-with-matches': { ...flag, short: 'l', help: 'print the files alone, each once' },
  absolute: { ...flag, help: 'print absolute paths' },
  bom: { ...flag, help: 'for spreadsheets: a byte order mark before CSV, and no formulas in it' },
  batch: { ...textOf('fileOrInput'),
    help: 'read queries from a file or standard input (-), one per line, plain or {"_id", "text"}' },
  count: { ...flag, short: 'c', engine: 'countOnly',
    help: 'print only how many articles match; kwic: occurrences and articles',
    at: { '/api/search': { help: 'Count only' } } },
  sort: { ...oneOf(['score', 'date', 'oldest', 'recent']), orField: true, engine: 'sort',
    help: 'the order, or a number or date field of your own with :asc or :desc; by default search prints the best first, kwic as indexed, terms the most frequent first',
    at: {
      kwic: oneOf(['article', 'date', 'oldest', 'left', 'right']), terms: oneOf(['count', 'value']),
      '/api/search': { ...oneOf(['score', 'date', 'oldest', 'recent']), default: 'score',
        help: 'Best, newest, oldest, or best of the recent' },
      '/api/kwic': { ...oneOf(['article', 'date', 'oldest', 'left', 'right']), help: 'Order of the lines' },
      '/api/terms': { ...oneOf(['count', 'value']), help: 'Most frequent first, or by value' },
      'tool search': { ...oneOf(['score', 'date', 'oldest', 'recent']), default: 'score', help: undefined },
      'tool list': { ...oneOf(['date', 'oldest']), default: 'date', help: undefined }
    } },
  match: { ...oneOf(['auto', 'all', 'any']), engine: 'match',
    help: 'auto: articles with all words, then those with most; all; any (default: auto; kwic, timeline: all)',
    at: {
      '/api/search': { default: 'auto', help: 'How many of the words an article must hold' },
      '/api/kwic': { help: 'How many of the words an article must hold' },
      '/api/timeline': { help: 'How many of the words an article must hold' }
    } },
  facet: { ...listOf(facetNames), orField: true, engine: 'facets',
    help: 'count all matching articles by author, tag, site, year, or a keyword field of your own',
    at: {
      '/api/search': { ...listOf(facetNames), help: `Facets to count, joined by commas: ${facetNames.join(', ')}` }
    } },
  context: { ...whole(0, 10_000), or: ['sentence', 'paragraph'], operand: 'context', short: 'C', engine: 'context',
    help: 'characters left and right of an occurrence, or its sentence or paragraph (default: 40)',
    at: {
      '/api/kwic': { ...whole(0, 1000), or: ['sentence', 'paragraph'], help: 'Characters on each side, sentence or paragraph' }
    } },
  width: { ...whole(40, 1000), short: 'w', help: 'columns of a line (default: those of the terminal)' },
  window: { ...whole(0, 10_000), or: ['sentence'], operand: 'window', short: 'w', engine: 'window',
    help: 'characters on each side, or the sentence (default: 20)' },
  left: { ...flag, help: 'look only at words on the left' },
  right: { ...flag, help: 'look only at words on the right' },
  'function-words': { ...flag, engine: 'functionWords', help: 'also print words such as 的, 是, 在' },
  least: { ...whole(1, 1_000_000), engine: 'least',
    help: 'leave out words found near the query less often than this (default: 2)' },
  by: { ...years, engine: 'by', help: 'length of each period (default: chosen by the dates)',
    at: {
      '/api/timeline': { help: 'Length of a step' },
      'tool explore': { ...oneOf(['year', 'month', 'week', 'day', 'author', 'tag', 'site']), help: undefined }
    } },
  relative: { ...flag, engine: 'relative', help: 'show the share of all articles of the same period',
    at: { '/api/timeline': { help: 'Also count all articles of each step' } } },
  ascii: { ...flag, help: 'draw bars of #' },
  explain: { ...flag, engine: 'explain', help: 'show where each point of a score comes from',
    at: { '/api/search': { help: 'Say where each point of a score comes from' } } },
  fold: { ...flag, engine: 'fold', sets: 'similar', help: 'show near-duplicates once, as "+3 similar"',
    at: { '/api/search': { help: 'Fold near-duplicates into the best of them' } } },
  like: { ...textOf('id'), engine: 'like', help: 'find articles like the one with this ID; a query may be added',
    at: { '/api/search': { help: 'Find articles like the one with this ID' } } },
  suggest: { ...flag, engine: 'suggest', help: 'Suggest corrections' },
  lenient: { ...flag, engine: 'lenient', help: 'Read a half-typed query as far as it makes sense' },
  synonyms: { ...textOf('file'), engine: 'synonyms', help: "also search for synonyms, from a file in Solr's format" },
  variants: { ...flag, engine: 'variants', help: 'also search for the words that other regions use',
    at: { '/api/search': { help: 'Also search for the words that other regions use' } } },
  pinyin: { ...flag, default: true, engine: 'pinyin', help: 'Read Latin words as pinyin; on by default' },
  regex: { ...flag, help: 'read the query as a regular expression (syntax of RE2) that a line of the text matches' },
  'no-pinyin': { ...flag, engine: 'pinyin', sets: false, help: 'do not read Latin words as pinyin' },
  length: { ...whole(20, 1000), engine: 'snippetLength', help: 'Length of a passage in UTF-16 units' },
  folder: { ...flag, help: 'Name folders of the machine too; only without a token' },
  rerank: { ...textOf('url'),
    help: 'reorder the best 50 hits with the model at this address (its key is read from XUNZHANG_RERANK_KEY)' },
  'rerank-model': { ...textOf('word'), help: 'name of the model, where the address serves several' },
  'rerank-weight': { ...whole(0, 100), help: 'weight of the model in percent (default: 50)' },
  embed: { ...textOf('url'),
    help: 'also search by vectors of the embedding model at this address; index: make them (its key is read from XUNZHANG_EMBED_KEY)' },
  'embed-model': { ...textOf('word'),
    help: 'name of the embedding model (default: the one that the vectors of the index are from)' },
  'embed-weight': { ...whole(0, 100), help: 'weight of the vectors in percent (default: 50)' },
  'embed-timeout': { ...whole(1, 60_000), help: 'milliseconds to wait for the vector of a query (default: 300)' },
  words: { ...flag, help: 'print the words of each input line, separated by spaces' },
  save: { ...textOf('file'), help: 'write the run to a file, in the TREC format' },
  depth: { ...whole(10, 10_000), default: 100, help: 'articles to rank for each query (default: {default})' },
  queries: { ...whole(1, 100_000), default: 500, help: 'queries to draw from the articles (default: {default})',
    at: { 'tool search': { ...texts, help: 'Up to 8, merged; each hit says which found it' } } },
  to: { ...textOf('url'),
    help: 'push: the collection, opensearch://host:port/name, opensearchs:// for TLS, the key from OPENSEARCH_KEY; export: the folder',
    at: { export: oneFolder } },
  base: { ...textOf('url'), help: 'address or path under which the site is published (default: /)' },
  'max-files': { ...whole(100, 1_000_000), default: 10_000,
    help: 'files that an export may have (default: {default})' },
  shards: { ...whole(1, 1024), help: 'shards of a new collection, fixed for its life (default: 6)' },
  replicas: { ...whole(1, 16), help: 'copies of each shard of a new collection (default: 1)' },
  'write-consistency': { ...whole(1, 16), help: 'copies that must confirm a write (default: 1)' },
  'allow-partial': { ...flag, help: 'answer without the shards of a cluster that cannot be reached, and say so' },
  config: { ...oneOf(clients), help: 'print the lines that register the server with a client, to paste' },
  port: { ...whole(0, 65_535), default: 7411, help: 'port to listen on; 0 takes a free one (default: {default})' },
  host: { ...textOf('address'), default: '127.0.0.1',
    help: 'address to listen on (default: {default}); any but a loopback address needs --token' },
  token: { ...textOf('secret'), help: 'secret that each request must carry: Authorization: Bearer TOKEN, or ?token=' },
  'token-file': { ...textOf('file'), help: 'read the token from a file (else from XUNZHANG_TOKEN)' },
  origin: { ...textsOf('url'), help: 'also answer pages of this site, such as https://my.site; may be repeated' },
  'trust-proxy': { ...flag,
    help: 'behind a proxy: limit each client by the last address in X-Forwarded-For, which the proxy must set' },
  timeout: { ...whole(1, 600), default: 5,
    help: 'seconds that the answer to one request may take (default: {default})' },
  cache: { ...whole(0, 4096), default: 32, help: 'MiB of finished answers to keep; 0 keeps none (default: {default})' },
  open: { ...flag, help: 'open the page in the browser' },
  export: { ...oneFolder, help: 'serve this generated site or export as a static host would, instead of an index' },
  lang: { ...oneOf(languages), help: 'language of messages (default: by LC_ALL, LANG)' },
  color: { ...oneOf(['auto', 'always', 'never']),
    help: 'colours in text (default: auto, which means on a terminal, unless NO_COLOR is set)' },
  'no-color': { ...flag, help: 'the same as --color never' },
  'no-settings': { ...flag, help: 'take no options from the settings file' },
  quiet: { ...flag, short: 'q', help: 'say nothing but results, warnings and errors' },
  help: { ...flag, short: 'h', help: 'explain the command' },
} as const satisfies Readonly<Record<string, OptionRow>>

export type OptionName = (typeof places)[CommandPlace][number]
