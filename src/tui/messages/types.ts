import type { XunzhangError } from '../../errors.js'

/** Everything the screens say, as one flat record per language. A function takes what the sentence is about. */
export interface Messages {
  readonly errorText: (error: XunzhangError) => string
  readonly placeholder: string
  readonly matchAuto: string
  readonly matchAll: string
  readonly matchAny: string
  readonly sortScore: string
  readonly sortDate: string
  readonly sortRecent: string
  readonly hits: (total: number) => string
  readonly milliseconds: (ms: string) => string
  readonly articlesReady: (count: number) => string
  readonly searching: string
  readonly nothingFound: string
  readonly nothingFoundHint: string
  readonly didYouMean: (query: string, key: string) => string
  readonly typeToSearch: string
  readonly marked: (count: number) => string
  readonly untitled: string
  readonly similar: (count: number) => string
  readonly alsoFound: (text: string, others: readonly string[]) => string
  readonly similarTo: (percent: number) => string
  readonly previewTitle: string
  readonly previewEmpty: string
  readonly previewLoading: string
  readonly matchOf: (index: number, total: number) => string
  readonly noMatchInText: string
  readonly percent: (value: number) => string
  readonly facetsTitle: string
  readonly facetAuthor: string
  readonly facetTag: string
  readonly facetYear: string
  readonly facetsEmpty: string
  readonly filtersActive: (text: string) => string
  readonly historyTitle: string
  readonly historyEmpty: string
  readonly historyHint: string
  readonly copyTitle: string
  readonly copyPath: string
  readonly copyUrl: string
  readonly copyPassage: string
  readonly copyCitation: string
  readonly copied: (what: string) => string
  readonly nothingToCopy: string
  readonly saved: (query: string) => string
  readonly unsaved: (query: string) => string
  readonly nothingToSave: string
  readonly queryCut: (most: number) => string
  readonly openFailed: (command: string, reason: string) => string
  readonly fileGone: (path: string) => string
  readonly opening: string
  readonly indexMissing: (dir: string) => string
  readonly indexUnusable: (reason: string) => string
  readonly offerBuild: string
  readonly noBuild: string
  readonly building: string
  readonly stageScan: string
  readonly stageRead: string
  readonly stageMerge: string
  readonly stageCommit: string
  readonly progressFiles: (done: number, total: number) => string
  readonly progressBytes: (done: string, total: string) => string
  readonly buildCancelHint: string
  readonly buildCancelled: string
  readonly built: (articles: number, seconds: string, failed: number) => string
  readonly buildFailed: (reason: string) => string
  readonly sourcesChanged: string
  readonly reloaded: (count: number) => string
  readonly reloadFailed: (reason: string) => string
  readonly historyUnwritable: (reason: string) => string
  readonly helpTitle: string
  readonly helpClose: string
  readonly helpMove: string
  readonly helpOpen: string
  readonly helpView: string
  readonly helpMark: string
  readonly helpPreview: string
  readonly helpTogglePreview: string
  readonly helpFocusPreview: string
  readonly helpNextMatch: string
  readonly helpUnfold: string
  readonly helpFacets: string
  readonly helpMatchMode: string
  readonly helpSort: string
  readonly helpHistory: string
  readonly helpOlder: string
  readonly helpCopyPath: string
  readonly helpCopyMenu: string
  readonly helpSave: string
  readonly helpComplete: string
  readonly helpNextSuggestion: string
  readonly helpEditWords: string
  readonly helpKill: string
  readonly helpClear: string
  readonly helpYank: string
  readonly helpUpdate: string
  readonly helpRedraw: string
  readonly helpCancel: string
  readonly helpQuit: string
  readonly helpAbort: string
  readonly helpQueryTitle: string
  readonly helpQueryWords: string
  readonly helpQueryExact: string
  readonly helpQueryOr: string
  readonly helpQueryNot: string
  readonly helpQueryField: string
  readonly helpQueryDate: string
  readonly helpQueryPrefix: string
  readonly keyOpen: string
  readonly keyMark: string
  readonly keyPreview: string
  readonly keyFacets: string
  readonly keyHistory: string
  readonly keyHelp: string
  readonly keyQuit: string
  readonly keyScroll: string
  readonly keyNextMatch: string
  readonly keyBack: string
  readonly keyToggle: string
  readonly keyClearFilters: string
  readonly keyChoose: string
  readonly keyBuild: string
  readonly keyCancel: string
  readonly keyPager: string
  readonly kindTitle: string
  readonly kindTag: string
  readonly kindAuthor: string
  readonly kindPast: string
  readonly kindCorrection: string
  readonly readerQuery: (query: string) => string
  readonly readerResult: (rank: number, total: number) => string
  readonly readerSelected: string
  readonly readerMarked: string
}
