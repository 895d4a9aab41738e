/** What the options of commands that read sources are for the library. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions, SourceRules } from '../../../library/types.js'
import { given } from '../command.js'

type BuildNames = 'jobs' | 'memory' | 'tokenizer' | 'lexicon'

export function readBuildOptions(values: Pick<ValuesAt<'index'>, BuildNames>): Pick<BuildOptions, BuildNames> {
  return given(values, 'jobs', 'memory', 'tokenizer', 'lexicon')
}

type RuleValues = ValuesAt<'inspect'> & Pick<ValuesAt<'index'>, 'allow-empty'>

/** Empty if no option is given; then the rules recorded in the index apply. An empty pattern alone clears them. */
export function rulesOf(values: RuleValues): Pick<BuildOptions, 'rules'> {
  const { include, exclude, clean, hidden, drafts } = values
  const { 'no-ignore': noIgnore, 'all-pages': allPages, 'allow-empty': allowEmpty } = values
  const flags = Object.entries({ noIgnore, hidden, drafts, allPages, allowEmpty }).filter(([, flag]) => flag === true)
  const patterns = Object.entries({ include, exclude }).map(([name, list = []]) => {
    return [name, list.filter((pattern) => pattern !== '')] as const
  })
  if ((include ?? exclude ?? clean) === undefined && flags.length === 0) return {}
  return {
    rules: {
      ...Object.fromEntries(patterns.filter(([, list]) => list.length > 0)),
      ...given(values, 'clean'),
      ...(Object.fromEntries(flags) as SourceRules),
    },
  }
}
