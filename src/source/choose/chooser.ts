/** Decides which entries of a folder are read: hidden names, ignore files, the user's patterns, sites. */
import { kindOf } from '../formats/kinds.js'
import { createMatcher, isIgnored, rulesAbove, rulesOf } from './ignore-files.js'
import type { IgnoreRules } from './ignore-files.js'
import { detectSite } from './sites.js'
import type { Site } from './sites.js'
import type { SourceRules } from './source-rules.js'
import type { Why } from './why.js'

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
