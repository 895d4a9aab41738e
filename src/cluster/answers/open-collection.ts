/** An open collection: who reads its articles, its numbers, and the analyser that cut them. */
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { StatisticsReader } from '../statistics/reader.js'
import type { CollectionReader } from './reader.js'

export interface OpenCollection {
  readonly reader: CollectionReader
  readonly statistics: StatisticsReader
  readonly analyzer: Analyzer
}
