import type { BuildOptions } from '../../library/types.js'
import type { OptionTable, OptionValues } from '../options.js'
import { given } from '../given.js'

/** The tokenizers of `--tokenizer`, as the engine names them. */
const tokenizers = ['native', 'jieba', 'bigram', 'intl'] as const

export const tokenizerOptions = {
  tokenizer: { type: 'choice', choices: tokenizers },
  lexicon: { type: 'text', value: 'file' },
} as const satisfies OptionTable

/** Options of the commands that build an index. */
export const buildOptions = {
  jobs: { type: 'number', min: 1, max: 256, short: 'j' },
  memory: { type: 'size' },
  ...tokenizerOptions,
} as const satisfies OptionTable

export function readBuildOptions(
  values: OptionValues<typeof buildOptions>,
): Pick<BuildOptions, 'jobs' | 'memory' | 'tokenizer' | 'lexicon'> {
  return given(values, 'jobs', 'memory', 'tokenizer', 'lexicon')
}
