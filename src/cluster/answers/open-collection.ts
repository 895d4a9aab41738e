/** An open collection: the readers of its articles and of its statistics, and the analyser that cut the texts. */
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { StatisticsReader } from '../statistics/reader.js'
import type { CollectionReader } from './reader.js'

export interface OpenCollection {
  readonly reader: CollectionReader
  readonly statistics: StatisticsReader
  readonly analyzer: Analyzer
}
