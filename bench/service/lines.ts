/**
 * Checks that the lines that agents should cite contain the passages: `npx tsx bench/service/lines.ts [FOLDER…]`,
 * without folders over corpus/ and the shared seeds and news. Each file is read again here, by other code than that
 * which cites.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { SourceLines } from '../../src/library/results/locating.js'
import type { Index } from '../../src/library/types.js'
import { FilePlaces } from '../../src/fronts/mcp/tools/find-article.js'
import { oneCollection } from '../../test/mcp/one-collection.js'
import { runTool } from '../../src/fronts/mcp/tools/tool-list.js'
import { messagesIn } from '../../src/fronts/messages/languages.js'
import { projectRoot, sharedFolder } from '../support/places.js'
import { createRandom } from '../../src/optional/measure/measure-index.js'
import { citations, type Citation } from './mcp-client.js'
import { openNews } from './news.js'

const say = messagesIn('en').agents
const pieceCount = 300

/** Letters and digits alone, in one spelling each: what a text has in common with its source, without markup. */
const lettersOf = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, '')
    .replace(/&#x?([0-9a-f]+);|\\u([0-9a-f]{4})/gi, (whole, code: string | undefined, unit: string | undefined) => {
      const base = unit !== undefined || /^&#x/i.test(whole) ? 16 : 10
      return String.fromCodePoint(Number.parseInt(unit ?? code!, base))
    })
    .replace(/&[a-z]+;|\\[nrt]/gi, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Keeps what was read last, because thousands of lines are looked up in one file of news. */
function lastRead<T>(read: (path: string) => T): (path: string) => T {
  let last: { readonly path: string; readonly value: T } | undefined
  return (path) => (last?.path === path ? last : (last = { path, value: read(path) })).value
}

const linesIn = lastRead((path) => decodings(readFileSync(path)).map((text) => text.split(/\r\n|\r|\n/)))

/** The file decoded in each encoding in which all its bytes are text. In a wrong one no passage is found. */
function decodings(bytes: Buffer): readonly string[] {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return (isUtf16 ? ['utf-16le'] : ['utf-8', 'big5', 'gb18030']).flatMap((encoding) => {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(bytes)]
    } catch {
      return []
    }
  })
}

/**
 * Looks for the passage, or for one of its sentences: a paragraph of a text may have several lines in its file.
 */
function holds(path: string, { line, passage }: Citation): boolean {
  const lines = linesIn(path).map((all) => lettersOf(all[line - 1] ?? ''))
  const pieces = passage.split(/\s+|(?<=[\u3002\uff01\uff1f])/).map(lettersOf)
  return lines.some(
    (text) => text.includes(lettersOf(passage)) || pieces.some((piece) => piece.length > 2 && text.includes(piece)),
  )
}

/** Pieces of articles, so that each query has an answer. */
async function pieces(index: Index, count: number): Promise<readonly string[]> {
  const random = createRandom(5)
  const ids = (await index.search('date:0001..9999 | 的 | 是 | a*', { limit: 1000, snippets: false })).hits.map(
    ({ id }) => id,
  )
  const found: string[] = []
  for (let i = 0; i < count; i++) {
    const article = await index.get(ids[Math.floor(random() * ids.length)]!)
    const runs = article?.body.match(/\p{Script=Han}{4,}/gu) ?? []
    const run = runs[Math.floor(random() * runs.length)]
    if (run !== undefined) found.push(run.slice(0, 3 + Math.floor(random() * 8)))
  }
  return found
}

interface Asked {
  readonly name: string
  /** Folder or file that was indexed into `dir`. */
  readonly root: string
  readonly dir: string
  /** Queries as agents send them. */
  readonly questions: readonly string[]
}

async function tell({ name, root, dir, questions }: Asked): Promise<void> {
  const index = await openIndex(dir)
  const context = {
    collections: await oneCollection(index),
    files: new SourceLines(),
    places: new FilePlaces(),
    kept: new Map(),
    say,
    showsFolders: true,
    structured: true,
  }
  let cited = 0
  const wrong: string[] = []
  const quoted = await pieces(index, pieceCount)
  for (const query of [...quoted.map((piece) => `"${piece}"`), ...questions]) {
    const answer = await runTool('search', { query, budget: 50_000 }, context, (fault) => fault.reason)
    for (const hit of citations(answer)) {
      const path = existsSync(join(root, hit.path)) ? join(root, hit.path) : root
      // Files that are packed or converted have no lines of text.
      if (!/\.(md|markdown|mdx|txt|html?|jsonl|ndjson|json|csv|tsv|org|xml|rst)$/i.test(path)) continue
      cited++
      if (!holds(path, hit)) wrong.push(`${query}: ${hit.path}:${hit.line}`)
    }
  }
  await index.close()
  const asked = `${quoted.length + questions.length} queries`
  console.log(`${name}: ${cited - wrong.length} of ${cited} cited lines hold the passage (${asked})`)
  for (const one of wrong.slice(0, 10)) console.log(`  ${one}`)
  if (wrong.length > 0) process.exitCode = 1
}

async function tellFolder(root: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'xunzhang-lines-'))
  await buildIndex({ paths: [root], dir, jobs: 1 })
  await tell({ name: root, root, dir, questions: [] })
  rmSync(dir, { recursive: true })
}

const given = process.argv.slice(2).map((folder) => resolve(folder))
const seeds = sharedFolder('seeds')
const folders = given.length > 0 ? given : [join(projectRoot, 'corpus'), ...(seeds === undefined ? [] : [seeds])]
for (const folder of folders) await tellFolder(folder)
const news = given.length > 0 ? undefined : await openNews()
if (news !== undefined) {
  const quoted = news.phrases.map(({ q }) => `"${q}"`)
  const questions = [...quoted, ...news.log, ...news.questions]
  await tell({ name: 'news', root: news.corpus, dir: news.dir, questions })
}
