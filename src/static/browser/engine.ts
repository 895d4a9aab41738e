/** An open export. It answers queries in rounds of fetching. */
import { decodeRoot, fileNames } from '../export/format/root.js'
import type { Root } from '../export/format/root.js'
import { readQuery } from '../../query/index.js'
import { searchRelaxing } from '../../search/search-relaxing.js'
import { Searcher } from '../../search/searcher.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createAnalyzer } from '../../text/analysis/analysis.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { createBigramTokenizer } from '../../text/tokenizers/bigram.js'
import type { Files } from './files.js'
import { present } from './present.js'
import { createExportedSegment, openColumns } from './segment.js'
import { createExportedTokenizer } from './tokenizer.js'
import type { Answer, Question } from './types.js'
import type { CreateTitleIndex } from './title-index.js'
import { completeTitles } from './titles.js'

export interface Engine {
  readonly root: Root
  /**
   * @param isAsked false once nobody waits for the answer: then nothing more is fetched, and the promise is rejected
   */
  search(question: Question, isAsked?: () => boolean): Promise<Answer>
  /** Titles that complete what was typed so far. @param create creates an index of titles */
  complete(text: string, limit: number, create: CreateTitleIndex): Promise<readonly string[]>
}

/** Rejects a question that a later one replaced. */
export class Superseded extends Error {}

/** Most rounds of fetching for one question: files may refer to further files. */
const mostRounds = 12

/** @throws whatever fetching throws; RangeError if a file is damaged */
export async function openEngine(files: Files): Promise<Engine> {
  // Every question needs these files, so they are fetched together with the root.
  for (const name of [fileNames.root, fileNames.lengths, fileNames.characters, fileNames.dictionary]) files.want(name)
  await files.fetchWanted()
  const root = await inRounds(files, () => files.get(fileNames.root, decodeRoot))
  let segment: SegmentReader | undefined
  let analyzer: Analyzer | undefined
  // Opened in the round of the first question, so that lists and columns are fetched together.
  const open = (): { segment: SegmentReader; analyzer: Analyzer } | undefined => {
    const opened = openColumns(files, root)
    if (opened === undefined) return undefined
    if (segment === undefined) {
      const made = createExportedSegment(files, opened)
      segment = made
      analyzer = createAnalyzer(
        root.tokenizer === 'bigram'
          ? createBigramTokenizer()
          : createExportedTokenizer({
              singles: opened.characters.counts,
              isKnown: (unit) => opened.characters.rankOf[unit]! > 0,
              find: made.findWord,
              total: root.total,
              unknown: root.unknown,
              longest: root.longestWord,
            }),
      )
    }
    return { segment, analyzer: analyzer! }
  }
  return {
    root,
    search: async (question, isAsked) => {
      files.trim()
      const { node } = readQuery(question.query)
      const run = (): Answer | undefined => {
        const opened = open()
        if (opened === undefined) return undefined
        const searcher = new Searcher([opened.segment], opened.analyzer)
        const { limit = 10, offset = 0, sort = 'score', match = 'auto', facets = [] } = question
        const request = { node, match, sort, offset, limit, facets, explain: false }
        const found = searchRelaxing(searcher, request, question.query)
        return present(opened.segment, found, question)
      }
      return inRounds(files, run, isAsked)
    },
    complete: (text, limit, create) => inRounds(files, () => completeTitles(files, root, create, text, limit)),
  }
}

/** Calls `run` until no file is missing. What a run with missing files returns or throws is ignored. */
async function inRounds<T>(files: Files, run: () => T | undefined, isAsked = (): boolean => true): Promise<T> {
  for (let round = 0; round < mostRounds; round++) {
    let value: T | undefined
    try {
      value = run()
    } catch (error) {
      if (files.isComplete) throw error
    }
    if (files.isComplete) return value!
    if (!isAsked()) throw new Superseded()
    await files.fetchWanted()
  }
  throw new RangeError('the export asks for ever more files')
}
