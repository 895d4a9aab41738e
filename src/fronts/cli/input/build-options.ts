import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions } from '../../../library/types.js'
import { given } from '../given.js'

export function readBuildOptions(
  values: Pick<ValuesAt<'index'>, 'jobs' | 'memory' | 'tokenizer' | 'lexicon'>,
): Pick<BuildOptions, 'jobs' | 'memory' | 'tokenizer' | 'lexicon'> {
  return given(values, 'jobs', 'memory', 'tokenizer', 'lexicon')
}
