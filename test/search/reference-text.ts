/** The reference's second stage: what the text of an article adds to its score, by the obvious loops. */
import type { TestArticle } from './collection.js'
import { Field, defaultFields } from '../../src/storage/segment/fields.js'
import { inverseDocumentFrequency, type RankingParameters } from '../../src/search/parameters.js'
import type { Plan, PlannedTerm } from '../../src/search/planning/plan.js'
import type { QueryWord } from '../../src/search/planning/query-text.js'

/** An article as the reference sees it: normalised fields, and how often each term of the dictionary stands in them. */
export interface ReferenceArticle {
  readonly source: TestArticle
  readonly fields: readonly string[]
  readonly counts: readonly ReadonlyMap<string, number>[]
  readonly day: number
}

interface Place {
  readonly at: number
  readonly what: number
}

/** Points for window, characters, order, single characters, lead and digit; undefined where there is nothing to look for. */
export function textPoints(
  articles: readonly ReferenceArticle[],
  { words, length, soft }: Plan,
  weighted: readonly { readonly term: PlannedTerm; readonly idf: number; readonly weight: number }[],
  total: number,
  parameters: RankingParameters,
): ((one: ReferenceArticle) => number[]) | undefined {
  const terms = weighted.filter(({ term }) => term.fields === defaultFields)
  const [only] = words
  if (only === undefined || terms.length === 0) return undefined
  if (words.length === 1 && (only.latin || only.text.length <= 2)) return undefined
  const idfOfCharacter = (character: string): number => {
    const holders = articles.filter((one) => one.fields[Field.body]!.includes(character)).length
    return holders === 0 ? 0 : inverseDocumentFrequency(articles.length, holders)
  }
  const idfOf = (kind: string, text: string): number =>
    terms.find(({ term }) => term.kind === kind && term.text === text)?.idf ?? 0
  const distinct = words.filter((word, i) => words.findIndex(({ text }) => text === word.text) === i)
  const idfOfWord = ({ text, latin }: QueryWord): number => {
    if (latin || text.length > 2) return idfOf('term', text)
    return text.length === 2 ? idfOf('pair', text) : idfOfCharacter(text)
  }
  const closeTerms = terms.filter(
    ({ term }) =>
      term.kind === 'pair' || (term.kind === 'term' && distinct.some(({ text, latin }) => latin && text === term.text)),
  )
  const characters = [...new Set(distinct.filter(({ latin }) => !latin).flatMap(({ text }) => text.split('')))]
  const characterWeights = characters.map(idfOfCharacter)
  const neighbours = findNeighbours(words)
  const neighbourWeight = ([a, b]: readonly [QueryWord, QueryWord]): number => Math.min(idfOfWord(a), idfOfWord(b))
  const singles = distinct.filter(({ text, latin }) => !latin && text.length === 1 && idfOf('character', text) === 0)
  const orOne = (value: number): number => (value === 0 ? 1 : value)
  const { pairWindow, characterWindow, order, singleCharacter, shortQuery, lead, digit } = parameters
  return (one) => {
    const text = `${one.fields[Field.title]!}\n${one.fields[Field.body]!}`
    const pairPlaces = placesOf(
      text,
      closeTerms.map(({ term }) => ({ text: term.text, latin: term.kind === 'term' })),
    )
    const pairs = bestWindow(
      pairPlaces,
      closeTerms.map(({ weight }) => weight),
      pairWindow.length,
    ).weight
    const characterPlaces = placesOf(
      text,
      characters.map((character) => ({ text: character, latin: false })),
    )
    const close = bestWindow(characterPlaces, characterWeights, characterWindow.length)
    const wordPlaces = placesOf(text, distinct)
    const kept = keptInOrder(wordPlaces, distinct, neighbours, order.gap)
    const found = singles.filter(({ text: character }) => text.includes(character))
    const middle = Math.floor((digit.length - (close.to - close.from)) / 2)
    const around = text.slice(Math.max(0, close.from - middle), Math.max(0, close.from - middle + digit.length))
    const isShort = length <= shortQuery
    return [
      (pairWindow.weight * pairs) / orOne(sum(closeTerms, ({ weight }) => weight)),
      (characterWindow.weight * close.weight) / orOne(sum(characterWeights, (weight) => weight)),
      (order.weight * sum(kept, neighbourWeight)) / orOne(sum(neighbours, neighbourWeight)),
      (singleCharacter * sum(found, idfOfWord)) / total,
      isShort ? lead.weight * leadOf(text, words, lead.length) : 0,
      isShort && soft.asksNumber && /[0-9]/.test(around) ? digit.weight : 0,
    ]
  }
}

/** Where the strings begin, by place, then as the scan of a place meets them. */
function placesOf(text: string, wanted: readonly { readonly text: string; readonly latin: boolean }[]): Place[] {
  const places: Place[] = []
  const rank = ({ text: { length }, latin }: (typeof wanted)[number]): number => (latin ? 0 : Math.min(3, length))
  for (let at = 0; at < text.length; at++) {
    const here = wanted.flatMap((string, what) => (standsAt(text, at, string) ? [{ at, what }] : []))
    places.push(...here.sort((a, b) => rank(wanted[a.what]!) - rank(wanted[b.what]!)))
  }
  return places
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character)

function standsAt(text: string, at: number, wanted: { readonly text: string; readonly latin: boolean }): boolean {
  if (!text.startsWith(wanted.text, at)) return false
  return !wanted.latin || (!isLetter(text[at - 1]) && !isLetter(text[at + wanted.text.length]))
}

/** Of the first characters that aren't blank, those of the query, as a share of ten more. */
function leadOf(text: string, words: readonly QueryWord[], length: number): number {
  const first = text.replaceAll(/[ \n]/g, '').slice(0, length).split('')
  const found = first.filter((character) => words.some((word) => word.text.includes(character)))
  return found.length / (first.length + 10)
}

interface Window {
  readonly weight: number
  readonly from: number
  readonly to: number
}

function bestWindow(places: readonly Place[], weights: readonly number[], length: number): Window {
  const inside = weights.map(() => 0)
  let [weight, left] = [0, 0]
  let best: Window = { weight: 0, from: 0, to: 0 }
  for (const { at, what } of places) {
    if (inside[what]!++ === 0) weight += weights[what]!
    for (; places[left]!.at < at - length; left++) {
      const leaving = places[left]!.what
      if (--inside[leaving]! === 0) weight -= weights[leaving]!
    }
    if (weight > best.weight) best = { weight, from: places[left]!.at, to: at }
  }
  return best
}

function findNeighbours(words: readonly QueryWord[]): (readonly [QueryWord, QueryWord])[] {
  const pairs = words.slice(1).map((word, i) => [words[i]!, word] as const)
  const same = (a: readonly QueryWord[], b: readonly QueryWord[]): boolean =>
    a.every(({ text }, i) => text === b[i]!.text)
  return pairs.filter((pair, i) => pair[0].text !== pair[1].text && pairs.findIndex((other) => same(other, pair)) === i)
}

/** Neighbours whose second begins 0 to `gap` characters after the end of the first that was met last; as they are met. */
function keptInOrder(
  places: readonly Place[],
  words: readonly QueryWord[],
  neighbours: readonly (readonly [QueryWord, QueryWord])[],
  gap: number,
): (readonly [QueryWord, QueryWord])[] {
  const ends = new Map<string, number>()
  const kept: (readonly [QueryWord, QueryWord])[] = []
  for (const { at, what } of places) {
    const { text } = words[what]!
    for (const pair of neighbours) {
      const distance = at - (ends.get(pair[0].text) ?? -Infinity)
      if (pair[1].text === text && !kept.includes(pair) && distance >= 0 && distance <= gap) kept.push(pair)
    }
    ends.set(text, at + text.length)
  }
  return kept
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
