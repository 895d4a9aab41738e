/**
 * Search as its documentation says it, without an index: every article is looked at, every string is scanned for,
 * every loop is the obvious one. What the index answers must be this, to the last bit.
 */
import { sum, textPoints, type ReferenceArticle } from './reference-text.js'
import { normalize } from '../../src/text/normalize.js'
import { terms as termsOf } from '../../src/text/analyzers/tokenizing.js'
import type { QueryNode } from '../../src/query/index.js'
import { noDate, dayNumber } from '../../src/storage/segment/format.js'
import { defaultFields, Field, type FieldId } from '../../src/storage/segment/fields.js'
import { fieldsOf } from '../../src/search/operators/field.js'
import { inverseDocumentFrequency, ranking, type RankingParameters } from '../../src/search/parameters.js'
import { planQuery, type PlannedTerm } from '../../src/search/planning/plan.js'
import { readQueryText, type QueryUnit } from '../../src/search/planning/query-text.js'
import type { SearchRequest } from '../../src/search/searcher.js'
import type { Analyzer } from '../../src/text/analysis/analysis.js'
import { analyzer as usual, type TestArticle } from './collection.js'
import { referencePlaces } from './reference-near.js'

export interface ReferenceHit {
  readonly id: string
  readonly score: number
}

export interface ReferenceAnswer {
  readonly matching: readonly ReferenceArticle[]
  readonly hits: readonly ReferenceHit[]
}

/** @param analyzer what cuts the texts, here and in {@link referenceSearch} */
export function readArticle(source: TestArticle, analyzer: Analyzer = usual): ReferenceArticle {
  const texts = textsOf(source)
  return {
    source,
    fields: texts.map((text) => normalize(text).text),
    counts: texts.map((text) => countTerms(text, analyzer)),
    day: dayNumber(source.date),
  }
}

const textsOf = ({ title, body, captions, tags, author }: TestArticle): readonly string[] => [
  title,
  body,
  captions.join('\n'),
  tags.join('\n'),
  author,
]

function countTerms(text: string, analyzer: Analyzer): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { term, kind } of termsOf(analyzer, text)) {
    const isListed =
      kind === 'alnum' ||
      kind === 'compound' ||
      kind === 'symbol' ||
      (kind === 'word' && term.length > 2) ||
      isSingle(kind, term)
    if (isListed) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

const isSingle = (kind: string, term: string): boolean =>
  (kind === 'char' || kind === 'unknown') && term.length === 1 && /\p{Script=Han}/u.test(term)

interface Weighted {
  readonly term: PlannedTerm
  readonly idf: number
  /** Of one occurrence in the query. */
  readonly single: number
  readonly weight: number
}

export function referenceSearch(
  articles: readonly ReferenceArticle[],
  request: SearchRequest,
  analyzer: Analyzer = usual,
): ReferenceAnswer {
  const parameters = request.parameters ?? ranking
  const plan = planQuery(request.node, request.match, analyzer, parameters)
  const average = Math.max(1, sum(articles, (one) => one.fields[Field.body]!.length) / Math.max(1, articles.length))
  const idf = (frequency: number): number => inverseDocumentFrequency(articles.length, frequency)
  const weighted: Weighted[] = plan.terms
    .map((term) => {
      const holders = term.fields.map((field) => articles.filter((one) => frequency(one, field, term) > 0).length)
      return { term, holders: Math.max(...holders) }
    })
    .filter(({ holders }) => holders > 0)
    .map(({ term, holders }) => ({ term, idf: idf(holders), single: term.weight * idf(holders) }))
    .map((one) => ({ ...one, weight: one.single * repetition(one.term.occurrences, parameters) }))
    .sort((a, b) => b.weight - a.weight || (termKey(a.term) < termKey(b.term) ? -1 : 1))
  const weightOf = (counts: (term: PlannedTerm) => boolean): number =>
    sum(weighted, ({ term, weight }) => (counts(term) ? weight : 0))
  const total = weightOf(() => true) || 1
  const soft = weightOf((term) => term.soft)
  const given = weightOf((term) => !term.soft && term.onlyScores !== true && term.fields === defaultFields)
  const heaviest = Math.max(0, ...weighted.map(({ term, single }) => (term.soft ? single : 0)))
  const least = Math.min((soft + given) * parameters.share, heaviest)
  const demanded = request.match === 'auto' && soft > 0 ? Math.max(0, least - given) : 0
  const required = weighted.filter(({ term }) => term.soft && term.required)
  const tiers = request.match !== 'all' && !plan.soft.isQuestion && required.length > 0
  const hard = plan.hard === undefined ? undefined : nodeHolds(articles, plan.hard, defaultFields, analyzer)
  const holds = matcher(articles, request, plan.soft.units, hard, (one) => {
    const met = weighted.filter(({ term }) => holdsTerm(one, term))
    if (plan.hard === undefined && met.length === 0) return false
    if (plan.soft.words.length > 0 && soft === 0 && given === 0) return false
    return sum(met, ({ term, weight }) => (term.soft ? weight : 0)) >= demanded * (1 - 1e-9)
  })
  const matching = articles.filter(holds)
  const newest = Math.max(noDate, ...articles.map((one) => one.day))
  const dated = request.sort === 'date' || request.sort === 'oldest'
  const ranked = matching.map((one) => {
    let score = 0
    for (const { term, weight } of weighted) {
      const f = sum(term.fields, (field) => frequency(one, field, term) * parameters.fieldWeights[field]!)
      const base = parameters.k1 * (1 - parameters.b)
      const slope = (parameters.k1 * parameters.b) / average
      if (f > 0) score += weight * (((parameters.k1 + 1) * f) / (f + base + slope * one.fields[Field.body]!.length))
    }
    const age = one.day === noDate ? 36_525 : Math.max(0, newest - one.day)
    const fade = request.sort === 'recent' ? parameters.halfLifeDays / (parameters.halfLifeDays + age) : 1
    const dayTier = (day: number) => (request.sort === 'date' || day === noDate ? day : -day)
    const tier = tiers && required.every(({ term }) => holdsTerm(one, term)) ? 1 : 0
    return { one, key: (score / total) * fade, tier: dated ? dayTier(one.day) : tier, fade }
  })
  ranked.sort((a, b) => b.tier - a.tier || b.key - a.key || ties(a.one, b.one))
  const points = dated ? undefined : textPoints(articles, plan, weighted, total, parameters)
  const scored = ranked.map(({ one, key, tier, fade }, i) => {
    const ahead = dated ? 0 : tier * 10
    const added = points === undefined || i >= parameters.rerank ? [] : points(one).map((point) => point * fade)
    return { one, looked: i < parameters.rerank, score: added.reduce((a, b) => a + b, key + ahead) }
  })
  if (points !== undefined) {
    scored.sort(
      (a, b) => Number(b.looked) - Number(a.looked) || (a.looked ? b.score - a.score || ties(a.one, b.one) : 0),
    )
  }
  const hits = scored.map(({ one, score }) => ({ id: one.source.id, score }))
  return { matching, hits: hits.slice(request.offset, request.offset + request.limit) }
}

const repetition = (count: number, { k3 }: RankingParameters): number => ((k3 + 1) * count) / (k3 + count)

const termKey = ({ kind, text, fields }: PlannedTerm): string => `${fields.join()} ${kind} ${text}`

function frequency(one: ReferenceArticle, field: FieldId, { kind, text }: PlannedTerm): number {
  if (kind === 'term') return one.counts[field]!.get(text) ?? 0
  return one.fields[field]!.split('').filter((_, at) => one.fields[field]!.startsWith(text, at)).length
}

function holdsTerm(one: ReferenceArticle, term: PlannedTerm): boolean {
  return term.fields.some((field) => frequency(one, field, term) > 0)
}

function ties(a: ReferenceArticle, b: ReferenceArticle): number {
  const length = (one: ReferenceArticle): number => one.fields[Field.body]!.length
  return b.day - a.day || length(b) - length(a) || (a.source.id < b.source.id ? -1 : 1)
}

type Holds = (one: ReferenceArticle) => boolean

function matcher(
  articles: readonly ReferenceArticle[],
  { match }: SearchRequest,
  units: readonly QueryUnit[],
  holdsHard: Holds | undefined,
  holdsShare: Holds,
): Holds {
  const words = unitsHold(articles, units, defaultFields, match)
  return (one) => {
    if (holdsHard !== undefined && !holdsHard(one)) return false
    if (match === 'auto') return holdsShare(one)
    return units.length === 0 ? holdsHard !== undefined : words(one)
  }
}

function unitsHold(
  articles: readonly ReferenceArticle[],
  units: readonly QueryUnit[],
  fields: readonly FieldId[],
  match: 'all' | 'any' | 'auto',
): Holds {
  const holds = (unit: QueryUnit, one: ReferenceArticle): boolean =>
    fields.some((field) => unitStands(one, field, unit))
  const isThere = (unit: QueryUnit): boolean => articles.some((one) => holds(unit, one))
  const asked = units.flatMap((unit) =>
    unit.parts.length > 0 && (match === 'any' || !isThere(unit)) ? unit.parts : [unit],
  )
  return (one) => (match === 'any' ? asked.some((unit) => holds(unit, one)) : asked.every((unit) => holds(unit, one)))
}

/** Latin words stand whole: no letter, mark or digit goes on beside them. */
function unitStands(one: ReferenceArticle, field: FieldId, { text, latin }: QueryUnit): boolean {
  return latin ? stands(one.fields[field]!, text, true, true) : one.fields[field]!.includes(text)
}

const isAlnum = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character) && !isHan(character)

const isHan = (character: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character)

function stands(text: string, wanted: string, wholeStart: boolean, wholeEnd: boolean): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const goesOnBefore = wholeStart && isAlnum(text[at]) && isAlnum(text[at - 1])
    const goesOnAfter = wholeEnd && isAlnum(text[end - 1]) && isAlnum(text[end])
    if (!goesOnBefore && !goesOnAfter) return true
  }
  return false
}

function nodeHolds(
  articles: readonly ReferenceArticle[],
  node: QueryNode,
  fields: readonly FieldId[],
  analyzer: Analyzer,
): Holds {
  const within = (operand: QueryNode): Holds => nodeHolds(articles, operand, fields, analyzer)
  const holdsString = (text: string, wholeStart: boolean): Holds => {
    const wanted = normalize(text).text.trim()
    return (one) => wanted !== '' && fields.some((field) => stands(one.fields[field]!, wanted, wholeStart, false))
  }
  switch (node.kind) {
    case 'and': {
      const all = node.operands.map(within)
      return (one) => all.every((holds) => holds(one))
    }
    case 'or': {
      const any = node.operands.map(within)
      return (one) => any.some((holds) => holds(one))
    }
    case 'not': {
      const holds = within(node.operand)
      return (one) => !holds(one)
    }
    case 'boost':
      return within(node.operand)
    case 'near':
      return (one) => fields.some((field) => referencePlaces(node, one.fields[field]!).length > 0)
    case 'exact':
      return holdsString(node.text, false)
    case 'prefix':
      return holdsString(node.text, true)
    case 'text': {
      const { units } = readQueryText([{ text: node.text, at: 0, boost: 1 }], analyzer, ranking)
      return units.length === 0 ? holdsString(node.text, false) : unitsHold(articles, units, fields, 'all')
    }
    case 'fuzzy': {
      const wanted = normalize(node.text).text.trim()
      return (one) => fields.some((field) => fuzzyHolds(one, field, wanted, node.edits))
    }
    case 'regex': {
      const pattern = new RegExp(node.pattern, 'u')
      const matches = (text: string): boolean => text !== '' && text.split('\n').some((line) => pattern.test(line))
      return ({ source }) => textsOf(source).some((text, field) => fields.includes(field as FieldId) && matches(text))
    }
    case 'field':
      return node.field === 'path'
        ? pathHolds(node.operand)
        : nodeHolds(articles, node.operand, fieldsOf(node.field)!, analyzer)
    case 'own':
      throw new Error('the reference has no fields of its own')
    case 'date': {
      const from = node.from === undefined ? noDate + 1 : dayNumber(node.from)
      const to = node.to === undefined ? Infinity : dayNumber(node.to)
      return (one) => one.day >= from && one.day <= to
    }
  }
}

function pathHolds(node: QueryNode): Holds {
  if (node.kind !== 'text' && node.kind !== 'exact') throw new Error('the reference knows plain paths only')
  const wanted = normalize(node.text).text.trim()
  return (one) => normalize(one.source.path ?? `${one.source.id}.md`).text.includes(wanted)
}

/** Latin words against whole words, others against every substring. */
function fuzzyHolds(one: ReferenceArticle, field: FieldId, wanted: string, edits: number): boolean {
  const allowed = Math.min(edits, Array.from(wanted).length - 1)
  if (allowed <= 0) return wanted !== '' && stands(one.fields[field]!, wanted, true, true)
  if (!Array.from(wanted).some(isHan))
    return [...one.counts[field]!.keys()].some((term) => distance(term, wanted) <= allowed)
  const text = one.fields[field]!
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= Math.min(text.length, start + wanted.length + allowed); end++) {
      if (distance(text.slice(start, end), wanted) <= allowed) return true
    }
  }
  return false
}

function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      rows[i]![j] = Math.min(replaced, rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1)
    }
  }
  return rows[a.length]![b.length]!
}
