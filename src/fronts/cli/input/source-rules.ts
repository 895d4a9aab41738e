/** The options that say which files of a folder are read. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { BuildOptions, SourceRules } from '../../../library/types.js'

/** Empty if no option is given; then the rules recorded in the index apply. */
export function rulesOf(values: ValuesAt<'inspect'>): Pick<BuildOptions, 'rules'> {
  const { include, exclude, hidden, drafts, clean } = values
  const rules: SourceRules = {
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(values['no-ignore'] === true && { noIgnore: true }),
    ...(hidden === true && { hidden: true }),
    ...(drafts === true && { drafts: true }),
    ...(values['all-pages'] === true && { allPages: true }),
    ...(clean && { clean }),
  }
  return Object.keys(rules).length === 0 ? {} : { rules }
}
