/**
 * Synonyms in Solr's format: with `软件, 程序`, the words of a line replace each other; with `电脑 => 计算机, 微机`, each word on
 * the left is searched as those on the right. Lines that begin with # are skipped. A backslash before a comma, an arrow
 * or a backslash removes its meaning. Rules are applied once and never to the result of another rule, so circular rules
 * do no harm.
 */
import { XunzhangError, type ParametersOf } from '../../base/errors.js'
import { normalize } from '../../text/normalize.js'

/** The expansion of a word: other words, and whether the word itself is searched as well. */
export interface Synonyms {
  readonly others: readonly string[]
  readonly keepsWord: boolean
}

type Flaw = ParametersOf<'SYNONYMS_LINE'>['flaw']

/** By normalised word. */
export type SynonymTable = ReadonlyMap<string, Synonyms>

/**
 * @param where the file's path, for the error
 * @throws XunzhangError CONFIG_INVALID, naming the first malformed line and the number of others; then no rule is used
 */
export function readSynonyms(text: string, where = 'synonyms'): SynonymTable {
  const table = new Map<string, { others: Set<string>; keepsWord: boolean }>()
  const problems: { line: number; flaw: Flaw }[] = []
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .entries()) {
    const rule = line.trim()
    if (rule === '' || rule.startsWith('#')) continue
    const flaw = addRule(rule, table)
    if (flaw !== undefined) problems.push({ line: i + 1, flaw })
  }
  const [first, ...more] = problems
  if (first !== undefined) {
    const { flaw, line } = first
    throw new XunzhangError('SYNONYMS_LINE', { flaw, more: more.length }, { where: `${where}:${line}` })
  }
  return new Map(Array.from(table, ([word, { others, keepsWord }]) => [word, { others: [...others], keepsWord }]))
}

/** @returns the error of the rule, or undefined */
function addRule(rule: string, table: Map<string, { others: Set<string>; keepsWord: boolean }>): Flaw | undefined {
  const sides = split(rule, '=>')
  if (sides.length > 2) return 'arrows'
  const lists = sides.map((side) => split(side, ',').map((word) => normalize(unescape(word)).text.trim()))
  if (lists.some((words) => words.includes(''))) return 'gap'
  const [left, right] = lists
  if (right === undefined && left!.length < 2) return 'single'
  for (const word of left!) {
    const targets = right ?? left!
    const entry = table.get(word) ?? { others: new Set<string>(), keepsWord: false }
    for (const target of targets) if (target !== word) entry.others.add(target)
    entry.keepsWord ||= targets.includes(word)
    table.set(word, entry)
  }
  return undefined
}

/** Splits at a mark that no backslash precedes. */
function split(text: string, mark: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text.startsWith(mark, at)) {
      parts.push(text.slice(start, at))
      start = at + mark.length
      at = start - 1
    }
  }
  return [...parts, text.slice(start)]
}

const unescape = (word: string): string => word.replace(/\\(.)/g, '$1')
