/** What the program says on the command line: one table per language, each whole by type. */
import type { CommandName } from '../command-names.js'
import { en } from './en.js'
import { zh } from './zh.js'

/** What went wrong, and what to do about it as a sentence. */
export type Complaint = readonly [what: string, remedy: string]

export interface Messages {
  readonly title: string
  readonly usageHeading: string
  readonly commandsHeading: string
  readonly optionsHeading: string
  readonly notesHeading: string
  /** The last lines of the general help. */
  readonly notes: readonly string[]
  readonly commands: Readonly<Record<CommandName, string>>
  /** By option name; one meaning wherever the option occurs. */
  readonly options: Readonly<Record<OptionName, string>>
  /** A complaint as one line, for those that are told without an error being thrown. */
  readonly complaint: (complaint: Complaint, where?: string) => string
  readonly errors: {
    readonly unknownCommand: (name: string, guess: string | undefined) => Complaint
    readonly unknownOption: (name: string, guess: string | undefined) => Complaint
    readonly valueMissing: (option: string, value: string) => Complaint
    readonly noValueWanted: (option: string) => Complaint
    readonly badNumber: (option: string, value: string, min: number, max: number) => Complaint
    readonly badSize: (option: string, value: string) => Complaint
    readonly badChoice: (
      option: string,
      value: string,
      choices: readonly string[],
      guess: string | undefined,
    ) => Complaint
    readonly operandMissing: (command: string, operand: string) => Complaint
    readonly tooManyOperands: (command: string, operand: string) => Complaint
    readonly unknownAction: (command: string, name: string, actions: readonly string[]) => Complaint
    readonly emptyQuery: () => Complaint
    readonly batchWithQuery: () => Complaint
    readonly batchFormat: (format: string) => Complaint
    readonly formatTwice: (format: string) => Complaint
    readonly unreadable: (reason: string) => Complaint
    readonly unwritable: (reason: string) => Complaint
    readonly badBatchLine: () => Complaint
    readonly badQrels: () => Complaint
    readonly badRun: () => Complaint
    readonly noJudgedQuery: () => Complaint
    readonly localOnly: (command: string) => Complaint
    readonly unexpected: (reason: string) => Complaint
  }
  /** `total` articles match; `shown` of them are printed. */
  readonly found: (total: number, shown: number, milliseconds: string) => string
  readonly nothingFound: (articles: number) => string
  /** Other strings were looked for, too. */
  readonly alsoFound: (text: string, others: readonly string[]) => string
  readonly similar: (count: number) => string
  readonly duplicates: (groups: number, articles: number) => string
  readonly lexicon: {
    readonly added: (words: number, all: number) => string
    readonly removed: (words: number, all: number) => string
    /** Nothing changed: the index knows these, or never knew them. */
    readonly nothingAdded: (all: number) => string
    readonly nothingRemoved: (words: readonly string[]) => string
    readonly skipped: (where: string, lines: readonly number[]) => string
    readonly waiting: (words: number) => string
    readonly nothingSuggested: () => string
    readonly kinds: Readonly<Record<'transliteration' | 'name' | 'word', string>>
  }
  readonly didYouMean: (queries: readonly string[]) => string
  readonly readLeniently: (where: string, error: string) => string
  readonly identical: (count: number) => string
  readonly noArticle: (id: string) => string
  readonly indexed: (report: IndexedFigures) => string
  readonly pushed: (report: PushedFigures) => string
  readonly compacted: (articles: number, bytes: string, seconds: string) => string
  readonly stages: Readonly<Record<'scan' | 'read' | 'merge' | 'commit', string>>
  readonly files: string
  readonly interrupted: () => string
  readonly pushInterrupted: () => string
  /** The total is a lower bound. */
  readonly atLeast: () => string
  /** An answer without some shards of a cluster. */
  readonly partial: (shards: string) => string
  /** The key of a cluster goes over a network without TLS. */
  readonly clearTextKey: (node: string) => string
  readonly nothingRead: (paths: string, kinds: string) => string
  readonly watching: (paths: string) => string
  readonly checkPassed: (files: number, articles: number, bytes: string) => string
  readonly checkFailed: (problems: number) => string
  readonly stats: Readonly<Record<StatName, string>>
  readonly article: Readonly<Record<'author' | 'date' | 'url' | 'tags' | 'categories' | 'path', string>>
  readonly facets: Readonly<Record<'author' | 'tag' | 'year', string>>
  readonly evaluated: (queries: number) => string
  readonly compared: (file: string, queries: number) => string
  readonly evaluationHeadings: Readonly<Record<'measure' | 'run' | 'saved' | 'difference' | 'p', string>>
  readonly inspection: Readonly<Record<'format' | 'encoding' | 'frontMatter' | 'articles' | 'removed', string>>
  readonly bench: Readonly<Record<BenchName, string>>
}

export type OptionName =
  | 'index'
  | 'jobs'
  | 'memory'
  | 'tokenizer'
  | 'lexicon'
  | 'file'
  | 'clean'
  | 'force'
  | 'watch'
  | 'json'
  | 'limit'
  | 'offset'
  | 'format'
  | 'batch'
  | 'count'
  | 'sort'
  | 'match'
  | 'facet'
  | 'explain'
  | 'no-pinyin'
  | 'like'
  | 'synonyms'
  | 'variants'
  | 'fold'
  | 'words'
  | 'save'
  | 'against'
  | 'depth'
  | 'queries'
  | 'compare'
  | 'to'
  | 'shards'
  | 'replicas'
  | 'write-consistency'
  | 'allow-partial'
  | 'lang'
  | 'color'
  | 'help'

export type StatName =
  | 'articles'
  | 'deleted'
  | 'terms'
  | 'postings'
  | 'segments'
  | 'bytes'
  | 'sourceBytes'
  | 'analyzer'
  | 'formatVersion'
  | 'committed'
  | 'roots'

export type BenchName =
  | 'articles'
  | 'speed'
  | 'time'
  | 'stages'
  | 'readBytes'
  | 'clean'
  | 'analyse'
  | 'invert'
  | 'write'
  | 'size'
  | 'open'
  | 'queries'
  | 'tokenizers'
  | 'engines'
  | 'notMeasured'

export interface IndexedFigures {
  readonly articles: number
  readonly added: number
  readonly updated: number
  readonly removed: number
  readonly skipped: number
  readonly failed: number
  readonly seconds: string
  readonly bytes: string
  readonly dir: string
}

export type PushedFigures = Omit<IndexedFigures, 'bytes' | 'dir'> & { readonly sent: number }

export type Language = 'en' | 'zh'

export const messagesIn: Readonly<Record<Language, Messages>> = { en, zh }

/**
 * The language to speak: `--lang`, else LC_ALL, LC_MESSAGES or LANG, whichever is set first.
 * @param asked the value of `--lang`, whatever it is
 */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (asked === 'en' || asked === 'zh') return asked
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
