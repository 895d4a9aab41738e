/** How a build analyses and cleans: its options, and what they leave open from the last commit. */
import { join, resolve } from 'node:path'
import { openAnalyzer, readUserWords } from '../text/analyzers/analyzers.js'
import type { AnalyzerConfig } from '../text/analyzers/analyzers.js'
import { joinWords, noWords, readLexiconState } from '../storage/commit/lexicon-state.js'
import type { LexiconState } from '../storage/commit/lexicon-state.js'
import { readManifest } from '../storage/commit/snapshot.js'
import { manifestName } from '../storage/segment/manifest.js'
import type { Manifest } from '../storage/segment/manifest.js'
import { problem } from '../source/article.js'
import type { FieldTypes } from '../text/own-fields.js'
import { requireHandles } from './locked-folder.js'
import type { LockedFolder } from './locked-folder.js'
import { createProblemReporter } from './scan/tell.js'
import type { BuildOptions } from './types.js'

interface Configuration {
  readonly analyzer: AnalyzerConfig
  readonly lexicon: LexiconState
  readonly clean: boolean
  readonly fields: FieldTypes | undefined
  /** Whether nothing of the last commit can be kept. */
  readonly rebuild: boolean
}

/**
 * Combines the options with the last commit, which provides everything that they don't set. A changed setting means a
 * new index, except for changed user words. Words taught to the index are kept whatever the options are.
 */
export function configure(folder: LockedFolder, options: BuildOptions): Configuration {
  const { fs, dir } = folder
  const manifest = options.force === true ? undefined : readManifest(fs, dir)
  const last = options.force === true ? lastWords(folder) : readLexiconState(fs, dir, manifest)
  const given = options.lexicon ?? manifest?.lexicon ?? ''
  const path = given === '' ? '' : resolve(given)
  const words = joinWords(path === '' ? [] : readUserWords(path), last.taught)
  const tokenizer = options.tokenizer ?? (manifest?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native'
  const analyzer: AnalyzerConfig = { tokenizer, lexicon: path, words }
  const clean = options.clean ?? manifest?.clean ?? false
  const fields = declaredFields(manifest?.fields, options.fields)
  const isSameFields = JSON.stringify(fields) === JSON.stringify(manifest?.fields)
  const isAlike = manifest?.clean === clean && isSameFields
  const isSame = isAlike && isCutBy(manifest, [analyzer, { ...analyzer, words: last.applied }])
  return { analyzer, lexicon: { taught: last.taught, applied: words }, clean, fields, rebuild: !isSame }
}

/** The fields of the last commit and the new ones; a field that is declared again gets the new type. */
function declaredFields(before: FieldTypes | undefined, more: FieldTypes | undefined): FieldTypes | undefined {
  return more === undefined || Object.keys(more).length === 0 ? before : { ...before, ...more }
}

/** Whether the index was built with one of the analysers. Later ones are opened only if the earlier ones differ. */
function isCutBy({ analyzer }: Manifest, configs: readonly AnalyzerConfig[]): boolean {
  return configs.some((config) => analyzerId(config) === analyzer)
}

/** The words of an index that is about to be rebuilt; reports a problem if they can't be read. */
function lastWords({ fs, dir, options }: LockedFolder): LexiconState {
  let file = manifestName
  try {
    const manifest = readManifest(fs, dir)
    file = manifest?.words?.name ?? file
    return readLexiconState(fs, dir, manifest)
  } catch (error) {
    requireHandles(error)
    createProblemReporter(options, () => undefined, [])(problem(join(dir, file), 'TAUGHT_WORDS_LOST', {}))
    return noWords
  }
}

/** The analyser's identity; reads only the part of the lexicon that identifies it. */
export const analyzerId = (config: AnalyzerConfig): string => openAnalyzer({ ...config, isForQueries: true }).id
