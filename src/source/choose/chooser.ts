/** Decides which entries of a folder are read: hidden names, ignore files, the user's patterns, sites. */
import ignore from 'ignore'
import type { Ignore } from 'ignore'
import { kindOf } from '../formats/kinds.js'
import { detectSite, readConfig, type Site } from './sites.js'
import type { Why } from './why.js'
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Cleaning } from '../formats/pages/markup.js'

/** The user's options for choosing files, recorded with the root. Patterns are those of .gitignore. */
export interface SourceRules {
  /** Only files that match one of these are read. */
  readonly include?: readonly string[]
  /** Files and folders that match one of these are left out. */
  readonly exclude?: readonly string[]
  /** Ignore files and the configurations of site generators are not obeyed. */
  readonly noIgnore?: true
  /** Hidden files and folders are read as well. */
  readonly hidden?: true
  /** Drafts are read as well. */
  readonly drafts?: true
  /** Pages that list articles (tags, archives, home pages) are read as well. */
  readonly allPages?: true
  /** All articles may go when nothing is left to read. */
  readonly allowEmpty?: true
  /** How much is left out of the texts. Default `auto`: pages and mirrors are cleaned, what its author wrote is not. */
  readonly clean?: Cleaning
}

/**
 * Ignore files, with the rules of ripgrep: those of a folder and of all folders above it apply, the nearest first;
 * within one folder `.xunzhangignore`, then `.ignore`, then `.gitignore`. Above the given folder, a `.gitignore` counts
 * only within its repository.
 */
const NAMES = ['.xunzhangignore', '.ignore', '.gitignore'] as const

/** The patterns of one file. */
interface Patterns {
  /** Removed from the start of a path: the file's folder relative to the given one, with '/' at its end. */
  readonly strip: string
  /** Added at the start of a path if the file is above the given folder: the path from the one to the other. */
  readonly prefix: string
  readonly matcher: Ignore
}

/** The ignore files that apply to the entries of a folder, nearest first. */
type IgnoreRules = readonly Patterns[]

/** Matches paths with patterns as in an ignore file. */
function createMatcher(patterns: readonly string[]): (path: string, isFolder: boolean) => boolean {
  const matcher = ignore({ ignorecase: false }).add([...patterns])
  return (path, isFolder) => matcher.ignores(isFolder ? `${path}/` : path)
}

/** The ignore files of the folders above the given one. */
function rulesAbove(root: string): IgnoreRules {
  const rules: Patterns[] = []
  let isInRepository = isRepository(root)
  let hasRepository = isInRepository
  for (let folder = dirname(root); !hasRepository; folder = dirname(folder)) {
    hasRepository = isRepository(folder)
    if (folder === dirname(folder)) break
  }
  for (let folder = dirname(root), below = root; folder !== below; below = folder, folder = dirname(folder)) {
    const prefix = `${relative(folder, root).replaceAll(sep, '/')}/`
    for (const name of NAMES) {
      if (name === '.gitignore' && (isInRepository || !hasRepository)) continue
      const matcher = readPatterns(join(folder, name))
      if (matcher !== undefined) rules.push({ strip: '', prefix, matcher })
    }
    isInRepository ||= isRepository(folder)
  }
  return rules
}

const isRepository = (folder: string): boolean => existsSync(join(folder, '.git'))

/** The ignore files of a folder, then those above it. @param names of the folder's entries */
function rulesOf(root: string, folder: string, names: readonly string[], above: IgnoreRules): IgnoreRules {
  const own: Patterns[] = []
  for (const name of NAMES) {
    const matcher = names.includes(name) ? readPatterns(join(root, folder, name)) : undefined
    if (matcher !== undefined) own.push({ strip: folder === '' ? '' : `${folder}/`, prefix: '', matcher })
  }
  return own.length === 0 ? above : [...own, ...above]
}

/** @param path relative to the given folder */
function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { strip, prefix, matcher } of rules) {
    const asked = `${prefix}${path.slice(strip.length)}${isFolder ? '/' : ''}`
    const { ignored, unignored } = matcher.test(asked)
    if (ignored || unignored) return ignored
  }
  return false
}

function readPatterns(path: string): Ignore | undefined {
  const text = readConfig(path)
  return text === '' ? undefined : ignore({ ignorecase: false }).add(text.replace(/^\ufeff/, ''))
}

/** A site that was found, and its folder relative to the given one. */
export interface FoundSite {
  readonly folder: string
  readonly site: Site
}

/** The rules for the entries of one folder. */
export interface Scope {
  readonly ignores: IgnoreRules
  readonly found: FoundSite | undefined
  /** True for the folder of a theme or package inside a site: its documents are not articles of the site. */
  readonly isPackage?: boolean
  /** True for the folder of a home page. Where pages are numbered, 404 is one of them. */
  readonly hasHome: boolean
}

export interface Chooser {
  /** @param folder relative to the given one @param names of its entries */
  enter(folder: string, names: readonly string[], above: Scope | undefined): Scope
  /** Why an entry is not read; undefined if it is read. @param path relative to the given folder */
  why(scope: Scope, path: string, name: string, isFolder: boolean): Why | undefined
  /** Every site that was entered. */
  readonly sites: readonly FoundSite[]
}

const PACKAGES = new Set(['node_modules', '__MACOSX'])
/** Files that the terminal UI writes: passages of articles, stored next to the articles. */
const OWN_EXPORT = /^xunzhang-export(?:-.*)?\.(?:md|csv|jsonl)$/u

/** Settings of programs, which contain no articles wherever they are. */
const SETTINGS =
  /^(?:(?:package(?:-lock)?|npm-shrinkwrap|composer|bower|manifest|deno|lerna|nx|turbo|vercel|now|firebase|renovate|angular|components|sidebars)\.json|(?:[jt]sconfig|tslint|jsdoc|typedoc|nodemon|cypress)(?:\.[\w-]+)*\.json|[\w-]+\.(?:lock|config|schema)\.json|\w+rc\.json|(?:sitemap(?:[-_]?\w+)?|browserconfig|pom)\.xml)$/i
/** The page that a server shows for a wrong address. */
const ERROR_PAGE = /^404\.(?:html?|md)$/i
const PACKAGE = /^(?:package\.json|theme\.(?:toml|ya?ml|json)|.+\.gemspec)$/
const OF_PACKAGE =
  /^(?:readme|changelog|contributing|license|code_of_conduct|security)(?:[._-][\w-]+)?\.(?:md|markdown|txt|html?)$/i
const DEMOS = new Set(['exampleSite', 'example', 'examples', 'demo', 'demos', '_demo'])

/** True for the name of a file or folder that contains no articles. */
export const isPassedOver = (name: string): boolean => name.startsWith('.') || PACKAGES.has(name)

export const isOwnExport = (name: string): boolean => OWN_EXPORT.test(name)

const none: IgnoreRules = []

/** @param root absolute path of the given folder */
export function createChooser(root: string, rules: SourceRules = {}): Chooser {
  const { include, exclude, noIgnore, hidden, drafts } = rules
  const isIncluded = include && createMatcher(include)
  const isExcluded = exclude && createMatcher(exclude)
  const sites: FoundSite[] = []
  const whyOfSite = (found: FoundSite, path: string, isFolder: boolean): Why | undefined => {
    const why = found.site.why(found.folder === '' ? path : path.slice(found.folder.length + 1), isFolder)
    return why === 'draft' && drafts === true ? undefined : why
  }
  return {
    sites,
    enter: (folder, names, above) => {
      if (noIgnore === true) return { ignores: none, found: undefined, hasHome: false }
      const ignores = rulesOf(root, folder, names, above?.ignores ?? rulesAbove(root))
      const hasHome = names.includes('index.html') && !names.includes('403.html')
      if (above?.found !== undefined) {
        const isPackage = above.found.site.vault === undefined && names.some((name) => PACKAGE.test(name))
        return { ignores, found: above.found, hasHome, isPackage }
      }
      const site = detectSite(folder === '' ? root : `${root}/${folder}`, names)
      const found = site && { folder, site }
      if (found !== undefined) sites.push(found)
      return { ignores, found, hasHome }
    },
    why: ({ ignores, found, hasHome, isPackage }, path, name, isFolder) => {
      if (name.startsWith('.') && (hidden !== true || name === '.git')) return 'hidden'
      if (PACKAGES.has(name)) return 'packages'
      if (isExcluded?.(path, isFolder) === true) return 'excluded'
      if (ignores.length > 0 && isIgnored(ignores, path, isFolder)) return 'ignored'
      const ofSite = found && whyOfSite(found, path, isFolder)
      if (ofSite !== undefined) return ofSite
      if (isPackage === true && (isFolder ? DEMOS.has(name) : OF_PACKAGE.test(name))) return 'theme'
      if (isFolder) return undefined
      if (kindOf(name) === undefined) return 'kind'
      if (noIgnore !== true && SETTINGS.test(name)) return 'settings'
      if ((hasHome || found !== undefined) && ERROR_PAGE.test(name)) return 'layout'
      if (noIgnore !== true && isOwnExport(name)) return 'export'
      return isIncluded?.(path, false) === false ? 'excluded' : undefined
    },
  }
}
