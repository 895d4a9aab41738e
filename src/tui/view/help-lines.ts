/** What the help overlay lists: every command with its keys, then the query language. */
import type { Command } from '../keys/bindings.js'
import { keyLabel } from '../keys/bindings.js'
import { label, type Look } from './look.js'

/** A heading has no text. */
export interface HelpLine {
  readonly key: string
  readonly text: string | undefined
}

export function helpLines(look: Look): HelpLine[] {
  const { messages: m } = look
  const all = (command: Command): string =>
    look.bindings[command].map((key) => keyLabel(key, look.chrome.keys)).join(', ')
  const first = (...commands: Command[]): string => commands.map((command) => label(look, command)).join(', ')
  const lines: (readonly [string, string | undefined])[] = [
    [`${m.helpTitle} (${m.helpClose})`, undefined],
    [`${all('up')}, ${all('down')}`, m.helpMove],
    [all('open'), m.helpOpen],
    [all('view'), m.helpView],
    [all('mark'), m.helpMark],
    [first('previewUp', 'previewDown', 'previewHalfDown'), m.helpPreview],
    [all('togglePreview'), m.helpTogglePreview],
    [all('focusPreview'), m.helpFocusPreview],
    [first('nextMatch', 'previousMatch'), m.helpNextMatch],
    [all('unfold'), m.helpUnfold],
    [all('facets'), m.helpFacets],
    [all('matchMode'), m.helpMatchMode],
    [all('sort'), m.helpSort],
    [all('history'), m.helpHistory],
    [first('olderQuery', 'newerQuery'), m.helpOlder],
    [all('copyPath'), m.helpCopyPath],
    [all('copyMenu'), m.helpCopyMenu],
    [all('save'), m.helpSave],
    [all('complete'), m.helpComplete],
    [all('nextSuggestion'), m.helpNextSuggestion],
    [first('wordLeft', 'wordRight'), m.helpEditWords],
    [first('killWordLeft', 'killWordRight', 'killToEnd'), m.helpKill],
    [all('clear'), m.helpClear],
    [all('yank'), m.helpYank],
    [all('update'), m.helpUpdate],
    [all('redraw'), m.helpRedraw],
    [all('cancel'), m.helpCancel],
    [all('quit'), m.helpQuit],
    [all('abort'), m.helpAbort],
    [m.helpQueryTitle, undefined],
    ['气候 变化', m.helpQueryWords],
    ['"气候变化"', m.helpQueryExact],
    ['长江 | 黄河', m.helpQueryOr],
    ['水 -污染', m.helpQueryNot],
    ['title: author: tag: path:', m.helpQueryField],
    ['date:2022..2024', m.helpQueryDate],
    ['covid*', m.helpQueryPrefix],
  ]
  return lines.map(([key, text]) => ({ key, text }))
}
