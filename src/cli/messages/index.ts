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
  readonly errors: {
    unknownCommand(name: string, guess: string | undefined): Complaint
    unknownOption(name: string, guess: string | undefined): Complaint
    valueMissing(option: string, value: string): Complaint
    noValueWanted(option: string): Complaint
    badNumber(option: string, value: string, min: number, max: number): Complaint
    badSize(option: string, value: string): Complaint
    badChoice(option: string, value: string, choices: readonly string[], guess: string | undefined): Complaint
    operandMissing(command: string, operand: string): Complaint
    tooManyOperands(command: string, operand: string): Complaint
    emptyQuery(): Complaint
    batchWithQuery(): Complaint
    batchFormat(format: string): Complaint
    formatTwice(format: string): Complaint
    unreadable(reason: string): Complaint
    unwritable(reason: string): Complaint
    badBatchLine(): Complaint
    badQrels(): Complaint
    badRun(): Complaint
    noJudgedQuery(): Complaint
    unexpected(reason: string): Complaint
  }
  /** `total` articles match; `shown` of them are printed. */
  found(total: number, shown: number, milliseconds: string): string
  nothingFound(articles: number): string
  readLeniently(where: string, error: string): string
  identical(count: number): string
  noArticle(id: string): string
  indexed(report: IndexedFigures): string
  compacted(articles: number, bytes: string, seconds: string): string
  stages: Readonly<Record<'scan' | 'read' | 'merge' | 'commit', string>>
  readonly files: string
  interrupted(): string
  watching(paths: string): string
  checkPassed(files: number, articles: number, bytes: string): string
  checkFailed(problems: number): string
  readonly stats: Readonly<Record<StatName, string>>
  readonly article: Readonly<Record<'author' | 'date' | 'url' | 'tags' | 'path', string>>
  readonly facets: Readonly<Record<'author' | 'tag' | 'year', string>>
  evaluated(queries: number): string
  compared(file: string, queries: number): string
  readonly evaluationHeadings: Readonly<Record<'measure' | 'run' | 'saved' | 'difference' | 'p', string>>
  readonly bench: Readonly<Record<BenchName, string>>
}

export type OptionName =
  | 'index'
  | 'jobs'
  | 'memory'
  | 'tokenizer'
  | 'lexicon'
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
  | 'words'
  | 'save'
  | 'against'
  | 'depth'
  | 'queries'
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

export type BenchName = 'articles' | 'speed' | 'time' | 'size' | 'open' | 'queries'

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
