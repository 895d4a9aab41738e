/** What the help lists: the keys of the pane it was opened from, the query language, every command with its keys. */
import { QUERY_FIELDS } from '../../../library/types.js'
import { type Command, keyLabel } from '../keys/bindings.js'
import type { Focus } from '../state/model.js'
import { label, type Look } from './look.js'

export interface HelpSection {
  readonly title: string
  readonly lines: readonly (readonly [key: string, text: string])[]
}

const textFields = QUERY_FIELDS.filter((name) => name !== 'date')
  .map((name) => `${name}:`)
  .join(' ')

/** @param from the pane from which help was opened */
export function helpSections(look: Look, from: Focus): HelpSection[] {
  const { messages: m } = look
  const all = (command: Command): string =>
    look.bindings[command].map((key) => keyLabel(key, look.chrome.keys)).join(', ')
  const first = (...commands: Command[]): string => commands.map((command) => label(look, command)).join(', ')
  const { enter, left, right } = look.chrome.keys
  const preview: HelpSection = {
    title: m.helpPreviewTitle,
    lines: [
      ['n, N', m.helpNextMatch],
      ['j k Space b d u g G', m.helpScroll],
      ['J, K', m.helpNextHit],
      ['z', m.helpRead],
      ['#', m.helpLineNumbers],
      ['e, v, w', m.helpOpenWays],
      ['m, M, c, x', m.helpTake],
      ['o, t', m.helpViews],
      ['q, Esc', m.helpBack],
    ],
  }
  const filters: HelpSection = {
    title: m.facetsTitle,
    lines: [
      [`${enter}, Space`, m.helpToggle],
      ['PgUp, PgDn', m.helpNextField],
      ['x', m.helpClearFilters],
      ['Backspace', m.helpDropFilter],
      ['q, Esc', m.helpBack],
    ],
  }
  const times: HelpSection = {
    title: m.helpTimesTitle,
    lines: [
      [`${left} ${right}, PgUp PgDn`, m.helpTimesMove],
      [`Space, Shift-${left} ${right}`, m.helpTimesRange],
      [enter, m.helpTimesChoose],
      ['x', m.helpTimesClear],
    ],
  }
  const queries: HelpSection = {
    title: m.helpQueryTitle,
    lines: [
      ['气候 变化', m.helpQueryWords],
      ['"气候变化"', m.helpQueryExact],
      ['长江 | 黄河', m.helpQueryOr],
      ['水 -污染', m.helpQueryNot],
      [textFields, m.helpQueryField],
      ['date:2022..2024', m.helpQueryDate],
      ['covid*', m.helpQueryPrefix],
      ['长江 NEAR/10 生态', m.helpQueryNear],
    ],
  }
  const hits: HelpSection = {
    title: m.helpHitsTitle,
    lines: [
      [`${all('up')}, ${all('down')}`, m.helpMove],
      [all('open'), m.helpOpen],
      [all('view'), m.helpView],
      [all('browser'), m.helpBrowser],
      [all('read'), m.helpRead],
      [all('mark'), m.helpMark],
      [all('unmarkAll'), m.helpUnmarkAll],
      [all('occurrences'), m.helpOccurrences],
      [all('density'), m.helpDensity],
      [all('unfold'), m.helpUnfold],
      [all('copyPath'), m.helpCopyPath],
      [all('copyMenu'), m.helpCopyMenu],
      [all('export'), m.helpExport],
      [first('previewUp', 'previewDown', 'previewHalfDown'), m.helpPreview],
      [all('togglePreview'), m.helpTogglePreview],
      [all('focusPreview'), m.helpFocusPreview],
      [first('nextMatch', 'previousMatch'), m.helpNextMatch],
      [all('lineNumbers'), m.helpLineNumbers],
    ],
  }
  const narrowing: HelpSection = {
    title: m.helpNarrowTitle,
    lines: [
      [all('facets'), m.helpFacets],
      [all('times'), m.helpTimes],
      ['Backspace', m.helpDropFilter],
      [all('matchMode'), m.helpMatchMode],
      [all('sort'), m.helpSort],
    ],
  }
  const line: HelpSection = {
    title: m.helpLineTitle,
    lines: [
      [all('complete'), m.helpComplete],
      [all('takeSuggestion'), m.helpTakeSuggestion],
      [all('nextSuggestion'), m.helpNextSuggestion],
      [all('history'), m.helpHistory],
      [first('olderQuery', 'newerQuery'), m.helpOlder],
      [all('save'), m.helpSave],
      [first('wordLeft', 'wordRight'), m.helpEditWords],
      [first('killWordLeft', 'killWordRight', 'killToEnd'), m.helpKill],
      [all('clear'), m.helpClear],
      [all('yank'), m.helpYank],
    ],
  }
  const program: HelpSection = {
    title: m.helpProgramTitle,
    lines: [
      [`${all('help')}, ?`, m.helpHelp],
      [all('update'), m.helpUpdate],
      [all('redraw'), m.helpRedraw],
      [all('cancel'), m.helpCancel],
      [all('quit'), m.helpQuit],
      [all('abort'), m.helpAbort],
    ],
  }
  const here = { preview, facets: filters, times }[from as string]
  const general = [queries, hits, narrowing, line, program]
  const others = [preview, filters, times].filter((section) => section !== here)
  return here === undefined ? [...general, ...others] : [here, ...general, ...others]
}
