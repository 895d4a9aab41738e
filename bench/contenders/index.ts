/** Every engine that is compared, ours first. */
import { peerVersion } from '../support/places.js'
import type { Contender } from './contender.js'
import { flexsearchCjk, flexsearchFull } from './flexsearch.js'
import { luceneBigrams, luceneWords } from './lucene.js'
import { minisearchBigrams, minisearchWords } from './minisearch.js'
import { orama } from './orama.js'
import { sqliteBigrams, sqliteTrigrams, sqliteWords } from './sqlite.js'
import { tantivyBigrams, tantivyWords } from './tantivy.js'
import { xunzhang } from './xunzhang.js'

export const contenders: readonly Contender[] = [
  xunzhang,
  sqliteWords,
  sqliteBigrams,
  sqliteTrigrams,
  tantivyWords,
  tantivyBigrams,
  luceneWords,
  luceneBigrams,
  flexsearchCjk,
  flexsearchFull,
  minisearchWords,
  minisearchBigrams,
  orama,
]

export function contenderNamed(name: string): Contender {
  return contenders.find((contender) => contender.name === name)!
}

/** The packages of a contender that are not installed. */
export function missingPackages({ packages }: Contender): string[] {
  return packages.filter((name) => peerVersion(name) === undefined)
}
