/** The settings: keys, colours and layout, all optional. */
import { type MatchMode, type SortOrder } from '../../../library/types.js'
import { defaultBindings } from '../keys/bindings.js'
import { type Style } from '../cells/spans.js'
import { type ThemeName } from '../view/theme.js'

export const defaultSettings = {
  colours: {} as Readonly<Partial<Record<Style, string>>>,
  bindings: defaultBindings,
  /** By key: a command with `{file}` and `{line}` that is run on the hit. */
  programs: {} as Readonly<Record<string, string>>,
  preview: true,
  facets: 'auto' as boolean | 'auto',
  match: 'auto' as MatchMode,
  sort: 'score' as SortOrder,
  mouse: false,
  ascii: false,
  screenReader: false,
  ambiguousWidth: 1 as 1 | 2,
}

export interface Settings extends Readonly<typeof defaultSettings> {
  readonly theme?: ThemeName
  /** A command with `{file}` and `{line}`, in place of VISUAL and EDITOR. */
  readonly editor?: string
}
