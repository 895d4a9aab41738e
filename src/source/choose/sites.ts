/**
 * Sites and vaults, recognised by the configuration of their generator, and which of their files are sources. To add a
 * generator, add a row to the table {@link GENERATORS}. The folders are those that each generator documents.
 */
import { existsSync, statSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindOf } from '../formats/kinds.js'
import type { Vault } from '../markdown/notes.js'
import type { Why } from './why.js'

export type GeneratorName =
  | 'Hexo'
  | 'Jekyll'
  | 'Hugo'
  | 'VitePress'
  | 'VuePress'
  | 'Docusaurus'
  | 'MkDocs'
  | 'Astro'
  | 'GitBook'
  | 'Obsidian'
  | 'Logseq'

export interface Site {
  readonly generator: GeneratorName
  /** The folders of its sources, relative to its own; '' for that folder itself. */
  readonly sources: readonly string[]
  /**
   * Why an entry is not a source; undefined for a source, and for a folder that may contain one.
   * @param path relative to the site's folder
   */
  readonly why: (path: string, isFolder: boolean) => Why | undefined
  /** True if pages marked as drafts are not sources. */
  readonly hasDrafts: boolean
  /** The program whose notes its pages are. */
  readonly vault?: Vault
}

/** The names of the entries of a folder, and its path. */
interface Folder {
  readonly path: string
  readonly names: ReadonlySet<string>
}

/** @returns the site whose folder this is, if any */
export function detectSite(path: string, entries: readonly string[]): Site | undefined {
  // Most folders contain no file with the name of a configuration.
  const configurations = entries.filter((name) => CONFIGURATIONS.test(name))
  if (configurations.length === 0) return undefined
  const folder = { path, names: new Set(entries) }
  for (const { settings, siteOf } of GENERATORS) {
    const name = configurations.find((one) => settings.test(one))
    const site = name === undefined ? undefined : siteOf(readConfig(join(path, name)), folder)
    if (site !== undefined) return site
  }
  return undefined
}

const FOLDERS: readonly (readonly [Why, string])[] = [
  ['output', 'public dist build _site site _book resources'],
  ['theme', 'themes theme'],
  ['layout', 'layouts _layouts _includes'],
  ['settings', '_data data i18n config'],
  ['scaffold', 'scaffolds archetypes'],
  ['asset', 'static assets'],
]
const ROLES = new Map(FOLDERS.flatMap(([why, names]) => names.split(' ').map((name) => [name, why] as const)))

/** Only pages are sources; generators copy other files unchanged. */
const PAGES: ReadonlySet<string | undefined> = new Set(['markdown', 'html'])

interface Shape extends Partial<Pick<Site, 'why'>> {
  /** The roles of particular folders. */
  readonly roles?: Readonly<Record<string, Why>>
}

interface Generator {
  /** The name of its configuration, or of the folder with its settings. */
  readonly settings: RegExp
  /** @param config the text of its configuration; '' for a folder */
  readonly siteOf: (config: string, folder: Folder) => Site | undefined
}

/** A site whose sources are the pages in some of its folders. */
function siteOf(generator: GeneratorName, sources: readonly string[], { roles = {}, why }: Shape = {}): Site {
  const isSource = (path: string): boolean => sources.some((folder) => folder === '' || isUnder(path, folder))
  const leadsTo = (path: string): boolean => sources.some((folder) => folder.startsWith(`${path}/`))
  const roleOf = (path: string): Why | undefined => {
    const given = Object.entries(roles).find(([folder]) => isUnder(path, folder))?.[1]
    if (given !== undefined || leadsTo(path)) return given
    return isSource(path) && !sources.includes('') ? undefined : ROLES.get(path.split('/', 1)[0]!)
  }
  return {
    generator,
    sources,
    hasDrafts: true,
    why: (path, isFolder) => {
      const role = roleOf(path)
      if (role !== undefined) return role
      if (!isSource(path)) return isFolder && leadsTo(path) ? undefined : 'outside'
      const own = why?.(path, isFolder)
      if (own !== undefined || isFolder) return own
      const kind = kindOf(path)?.name
      return kind === undefined || PAGES.has(kind) ? undefined : 'asset'
    },
  }
}

const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
const isFolderThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
const partsOf = (path: string): string[] => path.split('/')
const bare = (path: string): string => path.replace(/^\.?\/+|\/+$/g, '')

function hexo(config: string, { names }: Folder): Site | undefined {
  const source = folderValue(config, 'source_dir')
  if (source === undefined && !names.has('scaffolds') && (!names.has('source') || names.has('_posts'))) return undefined
  const sources = source ?? 'source'
  const output = folderValue(config, 'public_dir') ?? 'public'
  return siteOf('Hexo', [sources], {
    roles: { [output]: 'output' },
    // Entries that begin with "_" are not rendered, except posts and drafts.
    why: (path) => {
      const [first = ''] = partsOf(path.slice(sources.length + 1))
      if (first === '_drafts') return 'draft'
      return first.startsWith('_') && first !== '_posts' ? 'layout' : undefined
    },
  })
}

function jekyll(config: string): Site {
  const source = folderValue(config, 'source') ?? ''
  const below = (path: string): string => (source === '' ? path : path.slice(source.length + 1))
  const collections = new Set(['_posts', ...entriesOf(config, 'collections').map((one) => `_${one}`)])
  const excluded = entriesOf(config, 'exclude').map(bare)
  return siteOf('Jekyll', [source], {
    roles: { [folderValue(config, 'destination') ?? '_site']: 'output', vendor: 'outside' },
    why: (path) => {
      const parts = partsOf(below(path))
      if (parts.includes('_drafts')) return 'draft'
      if (excluded.some((one) => one !== '' && isUnder(below(path), one))) return 'outside'
      const hidden = parts.find((part) => part.startsWith('_') && !collections.has(part))
      return hidden === undefined ? undefined : (ROLES.get(hidden) ?? 'layout')
    },
  })
}

/** Its settings are in `hugo.toml`, in `config.toml`, or in files of a folder. */
function hugo(found: string, { path, names }: Folder): Site | undefined {
  const inFolder = join(path, 'config/_default')
  const all = [...names]
  const isNamed = all.some((name) => /^hugo\.(?:toml|ya?ml|json)$/.test(name))
  const isOther = found === '' && !all.some((name) => /^(?:content|archetypes|layouts|themes)$/.test(name))
  const config = found || readConfig(join(inFolder, 'hugo.toml')) || readConfig(join(inFolder, 'config.toml'))
  const isHugo = isNamed || /\b(?:baseURL|contentDir|publishDir)\b/i.test(config) || existsSync(inFolder)
  if (!isHugo || (isOther && !isNamed)) return undefined
  const folders = [...allValues(config, 'contentDir'), ...allValues(config, 'contentdir')]
  const given = valueOf(config, 'contentDir')?.replace(/^\.?\/+|\/+$/g, '')
  const sources = [...new Set([...folders, ...(given === undefined ? [] : [given])])].filter(
    (one) => one !== '' && !one.includes('..'),
  )
  return siteOf('Hugo', sources.length > 0 ? sources : ['content'], {
    roles: { [folderValue(config, 'publishDir') ?? 'public']: 'output' },
  })
}

/** Markdown generators with their settings in a hidden folder beside the pages. */
function withHiddenSettings(generator: 'VitePress' | 'VuePress', settings: string, { path: root }: Folder): Site {
  const files = 'config.ts config.mts config.js config.mjs config.cjs config/index.ts config/index.js'.split(' ')
  const config = files.map((file) => readConfig(join(root, settings, file))).find((text) => text !== '') ?? ''
  const source = folderValue(config, 'srcDir') ?? ''
  const site = siteOf(generator, [source], {
    roles: { public: 'asset', [`${source === '' ? '' : `${source}/`}public`]: 'asset' },
  })
  return { ...site, why: (path, isFolder) => (isPackageFile(path) ? 'settings' : site.why(path, isFolder)) }
}

const isPackageFile = (path: string): boolean => /^(?:package|package-lock|tsconfig)\.json$/.test(path)

function docusaurus(config: string, folder: Folder): Site {
  const paths = allValues(config, 'path').filter((path) => !path.includes('..'))
  const usual = ['docs', 'blog', 'src/pages', 'versioned_docs', 'i18n']
  const given = paths.filter((path) => path !== '' && isFolderThere(join(folder.path, path)))
  return siteOf('Docusaurus', [...new Set([...usual, ...given])], {
    why: (path) => (partsOf(path).some((part) => part.startsWith('_')) ? 'layout' : undefined),
  })
}

function mkdocs(config: string): Site {
  const theme = /^[ \t]+custom_dir:[ \t]*["']?([^"'\s#]+)/m.exec(config)?.[1]?.replace(/^\.?\/+|\/+$/g, '')
  return siteOf('MkDocs', [folderValue(config, 'docs_dir') ?? 'docs'], {
    roles: { [folderValue(config, 'site_dir') ?? 'site']: 'output', ...(theme !== undefined && { [theme]: 'theme' }) },
  })
}

function astro(_config: string, folder: Folder): Site {
  const files = ['src/content.config.ts', 'src/content.config.mjs', 'src/content/config.ts', 'src/content.config.js']
  const config = files.map((file) => readConfig(join(folder.path, file))).join('\n')
  const bases = allValues(config, 'base').filter((base) => base !== '' && !base.includes('..'))
  return siteOf('Astro', [...new Set(['src/content', 'src/pages', ...bases])], {
    roles: { public: 'asset' },
    why: (path) => (partsOf(path).at(-1)!.startsWith('_') ? 'layout' : undefined),
  })
}

function gitbook(config: string, folder: Folder): Site | undefined {
  const source = folderValue(config, 'root') ?? ''
  if (!folder.names.has('SUMMARY.md') && !existsSync(join(folder.path, source, 'SUMMARY.md'))) return undefined
  const summary = valueOf(config, 'summary')?.replace(/^\.?\/+/, '') ?? 'SUMMARY.md'
  const contents = source === '' ? summary : `${source}/${summary}`
  return siteOf('GitBook', [source], {
    roles: { _book: 'output' },
    why: (path) => (path === contents || partsOf(path).includes('_layouts') ? 'layout' : undefined),
  })
}

/** A vault is a folder of notes: all of it is read except templates. */
function obsidian(_config: string, folder: Folder): Site {
  const templates = ['templates.json', 'plugins/templater-obsidian/data.json'].flatMap((file) => {
    const config = readConfig(join(folder.path, '.obsidian', file))
    return [...allValues(config, 'folder'), ...allValues(config, 'templates_folder')].filter((path) => path !== '')
  })
  const why = (path: string): Why | undefined => (templates.some((one) => isUnder(path, one)) ? 'scaffold' : undefined)
  return { generator: 'Obsidian', sources: [''], hasDrafts: false, vault: 'Obsidian', why }
}

function logseq(_config: string, folder: Folder): Site | undefined {
  if (!existsSync(join(folder.path, 'logseq/config.edn'))) return undefined
  const why = (path: string): Why | undefined => (isUnder(path, 'logseq') ? 'settings' : undefined)
  return { generator: 'Logseq', sources: [''], hasDrafts: false, vault: 'Logseq', why }
}

const GENERATORS: readonly Generator[] = [
  { settings: /^_config\.ya?ml$/, siteOf: hexo },
  { settings: /^_config\.ya?ml$/, siteOf: jekyll },
  { settings: /^hugo\.(?:toml|ya?ml|json)$/, siteOf: hugo },
  { settings: /^config\.(?:toml|ya?ml|json)$|^config$/, siteOf: hugo },
  { settings: /^docusaurus\.config\.\w+$/, siteOf: docusaurus },
  { settings: /^astro\.config\.\w+$/, siteOf: astro },
  { settings: /^mkdocs\.ya?ml$/, siteOf: mkdocs },
  { settings: /^\.vitepress$/, siteOf: (_, folder) => withHiddenSettings('VitePress', '.vitepress', folder) },
  { settings: /^\.vuepress$/, siteOf: (_, folder) => withHiddenSettings('VuePress', '.vuepress', folder) },
  { settings: /^(?:book\.json|\.gitbook\.yaml)$/, siteOf: gitbook },
  { settings: /^\.obsidian$/, siteOf: obsidian },
  { settings: /^logseq$/, siteOf: logseq },
]
const CONFIGURATIONS = new RegExp(GENERATORS.map(({ settings }) => settings.source).join('|'))

/*
 * Reads values of a generator's configuration: the text after a key at the beginning of a line, in YAML, TOML, JSON or
 * JavaScript alike. A configuration is never run or parsed as a whole, because it may be a program.
 */

const longestConfig = 1 << 20

/** The text of a configuration; '' if it can't be read or is larger than 1 MiB. */
export function readConfig(path: string): string {
  try {
    const stats = statSync(path)
    return stats.isFile() && stats.size <= longestConfig ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}

/** The plain value of a key; undefined if it has none. */
export function valueOf(config: string, key: string): string | undefined {
  const line = new RegExp(`^[ \\t{]*["']?${key}["']?[ \\t]*[:=][ \\t]*(.*)$`, 'm').exec(config)?.[1]
  const value = line === undefined ? '' : unquoted(line)
  return value === '' || /^[[{|>]/.test(value) ? undefined : value
}

function unquoted(line: string): string {
  const quoted = /^(["'`])(.*?)\1/.exec(line)
  return quoted?.[2] ?? line.replace(/(?:^|\s)#.*$|,\s*$/g, '').trim()
}

/** A value that is a folder relative to the configuration's, without slashes at its ends; '' for that folder itself. */
export function folderValue(config: string, key: string): string | undefined {
  const value = valueOf(config, key)?.replace(/^\.?\/+|\/+$/g, '')
  return value === undefined || value.split('/').includes('..') ? undefined : value === '.' ? '' : value
}

/** Every quoted value of a key, anywhere in the configuration. */
function allValues(config: string, key: string): string[] {
  const pattern = new RegExp(`["']?\\b${key}["']?[ \\t]*[:=][ \\t]*(["'\`])([^"'\`\\n]*)\\1`, 'g')
  return Array.from(config.matchAll(pattern), (match) => bare(match[2]!))
}

/** The entries of a list or map below a key: `key: [a, b]`, or lines that are indented or begin with a dash. */
export function entriesOf(config: string, key: string): string[] {
  const lines = config.split(/\r?\n/)
  const at = lines.findIndex((line) => new RegExp(`^["']?${key}["']?[ \\t]*[:=]`).test(line))
  if (at < 0) return []
  const [open, close] = [lines[at]!.indexOf('['), lines[at]!.lastIndexOf(']')]
  const inline = open >= 0 && close > open ? lines[at]!.slice(open + 1, close) : undefined
  if (inline !== undefined)
    return inline
      .split(',')
      .map((part) => unquoted(part.trim()))
      .filter((part) => part !== '')
  const entries: string[] = []
  let depth = Infinity
  for (const line of lines.slice(at + 1)) {
    const [, indent = '', dash, rest = ''] = /^([ \t]*)(- *)?(.*)$/.exec(line) ?? []
    if (rest === '' || rest.startsWith('#')) continue
    if (indent === '' && dash === undefined) break
    depth = Math.min(depth, indent.length)
    if (indent.length === depth) entries.push(unquoted(dash === undefined ? rest.replace(/:.*$/, '') : rest))
  }
  return entries
}
