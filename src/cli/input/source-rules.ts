/** The options that say which files of a folder are read. */
import type { BuildOptions, SourceRules } from '../../library/types.js'
import type { OptionTable, OptionValues } from '../options.js'

export const ruleOptions = {
  include: { type: 'text', value: 'pattern', many: true },
  exclude: { type: 'text', value: 'pattern', many: true },
  'no-ignore': { type: 'flag' },
  hidden: { type: 'flag' },
  drafts: { type: 'flag' },
  'all-pages': { type: 'flag' },
} as const satisfies OptionTable

/** Empty if no option is given; then the rules recorded in the index apply. */
export function rulesOf(values: OptionValues<typeof ruleOptions>): Pick<BuildOptions, 'rules'> {
  const { include, exclude, hidden, drafts } = values
  const rules: SourceRules = {
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(values['no-ignore'] === true && { noIgnore: true }),
    ...(hidden === true && { hidden: true }),
    ...(drafts === true && { drafts: true }),
    ...(values['all-pages'] === true && { allPages: true }),
  }
  return Object.keys(rules).length === 0 ? {} : { rules }
}
