/** What the options of commands that read sources are for the library. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions, SourceRules } from '../../../library/types.js'
import { given } from '../command.js'

type BuildNames = 'jobs' | 'memory' | 'tokenizer' | 'lexicon'

export function readBuildOptions(values: Pick<ValuesAt<'index'>, BuildNames>): Pick<BuildOptions, BuildNames> {
  return given(values, 'jobs', 'memory', 'tokenizer', 'lexicon')
}

/** Empty if no option is given; then the rules recorded in the index apply. */
export function rulesOf(values: ValuesAt<'inspect'>): Pick<BuildOptions, 'rules'> {
  const { 'no-ignore': noIgnore, 'all-pages': allPages, hidden, drafts } = values
  const isOn = (flags: Readonly<Record<string, boolean | undefined>>) =>
    Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag === true))
  const rules: SourceRules = {
    ...given(values, 'include', 'exclude', 'clean'),
    ...isOn({ noIgnore, hidden, drafts, allPages }),
  }
  return Object.keys(rules).length === 0 ? {} : { rules }
}
