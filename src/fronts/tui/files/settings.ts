/** The settings: keys, colours and layout, all optional. */
import { type MatchMode, type SortOrder } from '../../../library/types.js'
import { defaultBindings, type Bindings } from '../keys/bindings.js'
import { type Style } from '../cells/spans.js'
import { type ThemeName } from '../view/theme.js'

export interface Settings {
  readonly theme?: ThemeName
  readonly colours: Readonly<Partial<Record<Style, string>>>
  readonly bindings: Bindings
  /** By key: a command with `{file}` and `{line}` that is run on the hit. */
  readonly programs: Readonly<Record<string, string>>
  readonly preview: boolean
  readonly facets: boolean | 'auto'
  /** A command with `{file}` and `{line}`, in place of VISUAL and EDITOR. */
  readonly editor?: string
  readonly match: MatchMode
  readonly sort: SortOrder
  readonly mouse: boolean
  readonly ascii: boolean
  readonly screenReader: boolean
  readonly ambiguousWidth: 1 | 2
}

export const defaultSettings: Settings = {
  colours: {},
  bindings: defaultBindings,
  programs: {},
  preview: true,
  facets: 'auto',
  match: 'auto',
  sort: 'score',
  mouse: false,
  ascii: false,
  screenReader: false,
  ambiguousWidth: 1,
}
