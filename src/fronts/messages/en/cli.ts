import { lineOf, sentenceOf, type Fault } from '../../../base/fault.js'
import { firstFew, plural } from '../../../base/sentence.js'
import { english } from '../../../base/sentences/index.js'
import { help } from './help.js'
import { operands } from '../../../base/sentences/program.js'
import { terms } from './terms.js'
import { skipReasons } from '../../../base/sentences/sources.js'

type Figures<Counts extends string, Texts extends string> = Readonly<Record<Counts, number> & Record<Texts, string>>
type Changes = Figures<'articles' | 'added' | 'updated' | 'removed' | 'skipped' | 'failed', 'seconds'>
type TimeCounts = Figures<'articles' | 'occurrences', never>

const articles = (count: number) => plural(count, 'article')
const words = (count: number) => plural(count, 'word')
const filesUnchanged = (count: number) => `${plural(count, 'file')} unchanged`

const found = (total: number, shown: number) => `${articles(total)} found${shown < total ? `, ${shown} shown` : ''}`

export const cli = {
  ...help,
  operands,
  ...terms,
  fault: (fault: Fault) => lineOf(fault, english),
  /** What is wrong and what to do, as two sentences without the place. */
  sentence: (fault: Fault) => sentenceOf(fault, english),
  unexpected: (reason: string) =>
    `unexpected error: ${reason}. Set XUNZHANG_DEBUG=1 to see where it happened, and please report it.`,
  /** `total` articles match; `shown` of them are printed. */
  found: (total: number, shown: number, milliseconds: string) => `${found(total, shown)} (${milliseconds} ms)`,
  foundOf: found,
  nothingFound: (count: number) => `nothing found in ${articles(count)}`,
  noneHasAll: 'no article has all of these words; those with most of them come first',
  alsoFound: (text: string, others: readonly string[]) => `also searched for ${text} as ${others.join(', ')}`,
  /** Quoted strings were searched as words. */
  relaxed: (strings: readonly string[]) =>
    `no article contains every quoted text exactly; these were searched as words: ${firstFew(strings, ['"', '"']).join(', ')}`,
  occurrences: (count: number, inArticles: number) => `${plural(count, 'occurrence')} in ${articles(inArticles)}`,
  collocates: {
    word: 'word',
    count: 'near',
    expected: 'expected',
    score: 'score',
    articles: 'articles',
    example: 'example',
  },
  timeline: {
    sum: (query: string, { articles: count, occurrences }: TimeCounts) =>
      `${query}: ${articles(count)}, ${plural(occurrences, 'occurrence')}`,
    undated: (query: string, { articles: count, occurrences }: TimeCounts) =>
      `${query}: ${articles(count)} without a date, ${plural(occurrences, 'occurrence')}`,
  },
  similar: (count: number) => `+${count} similar`,
  identical: (count: number) => `+${count} identical`,
  duplicates: (groups: number, copies: number, shown: number) =>
    `${plural(groups, 'group')}, ${plural(copies, 'near-duplicate')}${shown < groups ? `; ${plural(shown, 'group')} shown` : ''}`,
  didYouMean: (queries: readonly string[]) => `did you mean: ${queries.join(' · ')}`,
  readLeniently: (where: string, error: string) => `${where}: this query was read as far as possible: ${error}`,
  lexicon: {
    added: (count: number, all: number) => `${words(count)} added, ${all} in all; run "xunzhang index" to use them`,
    removed: (count: number, all: number) =>
      `${words(count)} removed, ${all} in all; run "xunzhang index" to drop them`,
    nothingAdded: (all: number) => `nothing new: ${words(all)} taught in all`,
    nothingRemoved: (gone: readonly string[]) => `not among the taught words: ${gone.join(', ')}`,
    skipped: (where: string, lines: readonly number[]) =>
      `${where}: ${plural(lines.length, 'line')} left out, not written in Chinese characters alone: ` +
      `line ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''}`,
    waiting: (count: number) => `${words(count)} not used yet; run "xunzhang index"`,
    nothingSuggested: 'no new word stands out',
    kinds: { transliteration: 'foreign name', name: 'name', word: 'word' },
  },
  indexed: (r: Changes & Figures<never, 'bytes' | 'dir'>) =>
    `${articles(r.articles)} in ${r.dir} (${r.bytes}): ${r.added} added, ${r.updated} updated, ${r.removed} removed, ` +
    `${filesUnchanged(r.skipped)}, ${r.failed} failed; ${r.seconds} s`,
  skipReasons,
  noKind: 'no extension',
  neededFor: (name: string) => `needs ${name}: npm install -g ${name}`,
  otherKinds: 'other kinds',
  buildPlan: (
    folder: string,
    files: number,
    kinds: readonly (readonly [kind: string, files: number])[],
    isAll: boolean,
  ) =>
    `${folder}: ${isAll ? '' : 'more than '}${files.toLocaleString('en')} ${files === 1 && isAll ? 'file' : 'files'}${kinds.length === 0 ? '' : ` (${kinds.map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`).join(', ')})`}`,
  /** @param parts kinds and reasons with their counts @param named folders with their reasons */
  leftOut: (files: number, parts: readonly string[], folders: number, named: readonly string[]) => {
    const both = [
      files === 0 ? '' : `${plural(files, 'file')}: ${parts.join(', ')}`,
      folders === 0 ? '' : `${plural(folders, 'folder')}: ${named.join(', ')}`,
    ]
    return `left out ${both.filter((part) => part !== '').join('; ')}`
  },
  foundLeftOut: (count: number, file: string) =>
    `${articles(count)} ${count === 1 ? 'holds' : 'hold'} it in a block that was left out; "xunzhang inspect ${file}" shows it, "index --clean none" keeps it`,
  /** @param reasons with their counts */
  blocksLeftOut: (blocks: number, count: number, reasons: readonly string[]) =>
    `left out ${plural(blocks, 'block')} in ${articles(count)}: ${reasons.join(', ')}; "xunzhang inspect FILE" shows them`,
  /** @param sources folders below `folder` */
  site: (folder: string, generator: string, sources: string) =>
    `${folder}: ${generator}, read from ${sources}; "xunzhang inspect ${folder}" lists every file, --no-ignore reads all`,
  pushed: (r: Changes & Figures<'sent', never>) =>
    `${articles(r.articles)} in the collection: ${r.added} added, ${r.updated} updated, ${r.removed} removed, ` +
    `${r.sent} sent, ${filesUnchanged(r.skipped)}, ${r.failed} failed; ${r.seconds} s`,
  compacted: (count: number, bytes: string, seconds: string) => `compacted: ${articles(count)}, ${bytes}; ${seconds} s`,
  stages: { scan: 'scanning', read: 'reading', merge: 'merging', commit: 'writing', embed: 'embedding' },
  files: 'files',
  /** Unit of progress. */
  articlesUnit: 'articles',
  /** An answer without some shards of a cluster. */
  partial: (shards: readonly string[]) =>
    `this answer is incomplete: nothing from ${shards.length === 1 ? 'shard' : 'shards'} ${shards.join(', ')}`,
  /** The key of a cluster goes over a network without TLS. */
  clearTextKey: (node: string) =>
    `warning: the API key goes to ${node} in clear text. Use opensearchs:// if the cluster has TLS.`,
  /** After `index --embed`. @param model '' if none is named */
  embedded: (r: Figures<'articles' | 'added' | 'missing' | 'dimensions', 'model'>) =>
    `vectors: ${articles(r.articles)}, ${r.added} added, ${r.missing} missing; ${r.dimensions} dimensions${r.model === '' ? '' : `, ${r.model}`}`,
  foundByVectors: (count: number) => `${articles(count)} found by vectors alone`,
  clearTextModelKey: (host: string) =>
    `warning: the key of the model goes to ${host} in clear text. Use https:// if it has TLS.`,
  nothingRead: (paths: string, kinds: string) =>
    `${paths}: no articles here. Files with these extensions are read: ${kinds}.`,
  /** Above the lines that `mcp --config` prints. */
  pasteInto: (file: string) => `paste into ${file}:`,
  unreadMessage: (reason: string) => `a message could not be read: ${reason}`,
  serving: (address: string, count: number) => `serving ${articles(count)} at ${address}; press Ctrl-C to end`,
  servingSite: (address: string, folder: string) => `serving ${folder} at ${address}; press Ctrl-C to end`,
  /** @param r `share` is the size relative to the text, as a factor */
  exported: (r: Figures<'articles' | 'files', 'folder' | 'bytes' | 'share'>) =>
    `${articles(r.articles)} in ${r.folder}: ${plural(r.files, 'file')}, ${r.bytes}, ${r.share} times the size of the text`,
  exportedWithoutAddress: (count: number) =>
    `${articles(count)} without a web address: as hits they cannot be opened. Export the generated pages, or give each article a url.`,
  stopping: 'stopping; requests in progress are completed first',
  reloaded: (count: number) => `index updated: ${articles(count)}`,
  watching: (paths: string) => `watching ${paths}; press Ctrl-C to end`,
  checkPassed: (files: number, count: number, bytes: string) =>
    `intact: ${plural(files, 'file')}, ${articles(count)}, ${bytes}`,
  checkFailed: (problems: number) => `damaged: ${plural(problems, 'problem')}`,
  evaluated: (queries: number) => plural(queries, 'judged query', 'judged queries'),
  evaluationHeadings: { measure: 'measure', run: 'this run' },
  bench: {
    articles: 'articles',
    speed: 'index speed',
    time: 'index time',
    size: 'index size, relative to the articles',
    open: 'opening',
    queries: 'queries drawn from the articles, top 10 with passages',
  },
}
