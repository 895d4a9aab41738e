/**
 * As exact as grep: `npm run bench:clean -- --exact DIR [--strings 2000] [--seed 1]`. Draws strings from the lines of
 * each kind in the Markdown files and text files that `index` takes from a folder, between the syntax that stands in
 * them. Indexes the folder with the built program, searches for each string in quotes, and lists those that miss their
 * file.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markupOf } from '../../src/source/formats/pages/markup.js'
import { createRandom, pick } from '../../src/optional/measure/measure-index.js'
import { cliFile } from '../support/places.js'

const KINDS = ['prose', 'code', 'table', 'list', 'heading'] as const
type Kind = (typeof KINDS)[number]

type Drawn = Readonly<{ kind: Kind; path: string; text: string }>

const UNITS = { least: 6, most: 40 } as const

/** @param most strings, as many of each kind as there are */
export function showExact(folder: string, most: number, seed: number): void {
  const lines = readLines(folder)
  const random = createRandom(seed)
  const kinds = KINDS.filter((kind) => lines.some((line) => line.kind === kind))
  const drawn = kinds.flatMap((kind) => {
    const of = lines.filter((line) => line.kind === kind)
    return Array.from({ length: Math.ceil(most / kinds.length) }, () => cut(pick(of, random), random))
  })
  const found = search(folder, drawn)
  const missed = drawn.filter(({ path }, i) => !found[i]!.has(path))
  for (const { kind, path, text } of missed) console.log(`${kind}\t${path}\t${text}`)
  const count = (from: readonly Drawn[], kind: Kind): number => from.filter((one) => one.kind === kind).length
  const shares = kinds.map((kind) => `${kind} ${count(drawn, kind) - count(missed, kind)}/${count(drawn, kind)}`)
  console.log(`${folder}: ${drawn.length - missed.length} of ${drawn.length} found: ${shares.join(', ')}`)
}

/** A part of a line. */
function cut({ text, ...line }: Drawn, random: () => number): Drawn {
  const at = Math.floor(random() * Math.max(1, text.length - UNITS.least))
  const length = UNITS.least + Math.floor(random() * (UNITS.most - UNITS.least))
  // Neither surrogates nor combining marks are cut off.
  const part = text.slice(at, at + length).replace(/^[\p{M}\p{Cs}\u200D]+|\p{Cs}$/gu, '')
  return { ...line, text: isWord(part) ? part.trim() : text }
}

const isWord = (text: string): boolean => text.trim().length >= 2 && /[\p{L}\p{N}]{2}/u.test(text)

function readLines(folder: string): Drawn[] {
  const { entries } = JSON.parse(run('inspect', folder, '--json')) as { entries: { path: string; why?: string }[] }
  const taken = entries.filter(({ path, why }) => why === undefined && /\.(?:md|markdown|txt)$/i.test(path))
  return taken.flatMap(({ path }) => {
    const text = readFileSync(join(folder, path), 'utf8')
    // Syntax is taken out of a text that is read as Markdown.
    return markupOf(text, path) === 'text' ? as('prose', path, text.split('\n')) : markdownLines(path, text)
  })
}

const FRONT_MATTER = /^\s*(?:---[^\S\n]*\r?\n[^]*?\n|(?:\w+:.*\n)+)---[^\S\n]*(?:\r?\n|$)/
const FENCE = /^[>\s]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})[^`]*$/
/** What is no text: comments, styles, addresses of links, definitions of links, ids of headings. */
const NO_TEXT =
  /<!--[^]*?-->|<(style|script)\b[^]*?<\/\1>|(?<=\])\[[^\]]*\]|<\/?[a-z](?:\{\{[^]*?\}\}|[^<>])*>|\{\{[^]*?\}\}|(?<=\])\([^()\s]*(?:\([^()]*\)[^()]*)*(?:\s[^)]*)?\)/gi
/** A heading with a line below it. */
const UNDERLINED = /^(?![-*+>|#\d])(\S.*)\n(?:=+|-{2,})[^\S\n]*$/gm
/** Syntax, and what the reader may take for it. */
const SYNTAX = /\{%.*?%\}|\{[#:.][^}]*\}|&#?\w+;|:::.*|\[\^[^\]]*\]|[*_`~[\]<>|\\#{}$^=:]|!(?=\[)|https?:\S*|\s{2,}/g

/** The strings of a Markdown file between its syntax, each with the kind of its line. */
export function markdownLines(path: string, whole: string): Drawn[] {
  const code: string[] = []
  const rest: string[] = []
  let fence = ''
  for (const line of whole.replace(FRONT_MATTER, '').split(/\r?\n/)) {
    const [, mark] = FENCE.exec(line) ?? []
    if (fence === '') rest.push(mark === undefined ? line : '')
    else if (mark?.startsWith(fence) !== true) code.push(line.replace(/^[>\s]+/, ''))
    if (fence === '') fence = mark ?? ''
    else if (mark?.startsWith(fence) === true) fence = ''
  }
  const texts = rest.join('\n').replace(UNDERLINED, '# $1\n').replace(NO_TEXT, '\t\t').split('\n')
  return [...as('code', path, code), ...texts.flatMap((line) => as(kindOf(line), path, pieces(line)))]
}

const as = (kind: Kind, path: string, texts: readonly string[]): Drawn[] =>
  texts.filter(isWord).map((text) => ({ kind, path, text: text.trim() }))

function pieces(line: string): string[] {
  if (/^\s*\[[^\]]+\]:/.test(line)) return []
  return line
    .replace(/^[>\s]*(?:[-*+]\s+|\d+[.)]\s+)?/, '')
    .replace(SYNTAX, '\n')
    .split('\n')
}

function kindOf(line: string): Kind {
  if (/^\s*\|/.test(line)) return 'table'
  if (/^\s*(?:[-*+]|\d+[.)])\s/.test(line)) return 'list'
  return /^\s{0,3}#{1,6}\s/.test(line) ? 'heading' : 'prose'
}

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, [cliFile, ...args, '--no-settings'], { encoding: 'utf8', maxBuffer: 2 ** 30 })
}

/** @returns the paths of the files that hold each string */
function search(folder: string, texts: readonly Drawn[]): Set<string>[] {
  const work = mkdtempSync(join(tmpdir(), 'xunzhang-exact-'))
  const index = ['--index', join(work, 'index')] as const
  const queries = join(work, 'queries')
  try {
    process.stdout.write(run('index', folder, ...index))
    writeFileSync(queries, texts.map(({ text }) => `"${text.replace(/["＂”\\]/g, '\\$&')}"\n`).join(''))
    const rows = run('search', '--batch', queries, '--limit', 'all', '--fields', 'query,path', ...index)
    const found = texts.map(() => new Set<string>())
    for (const row of rows.split('\n').filter(Boolean)) {
      const [query, path] = row.split('\t') as [string, string]
      found[Number(query) - 1]!.add(path)
    }
    return found
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
