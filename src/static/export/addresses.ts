/**
 * The address of an article's page on the published site. A generated page has its path. Sources of a recognised
 * generator follow its default permalinks and those of its configuration, which is read as text; the rules are those
 * that each generator documents. Everything else, and an article for which a rule lacks a value, has the address that
 * the article itself gives, or ''.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createPlaceLookup, type RecordedRoots } from '../../storage/commit/catalog.js'
import { folderValue, readConfig, valueOf, detectSite, type GeneratorName } from '../../source/choose/sites.js'
import type { AddressedArticle, AddressOf } from './read-texts.js'

/** The path of a page below the site's address; undefined if it isn't known. */
type Rule = (path: string, article: AddressedArticle) => string | undefined

/** @param base address or path under which the site is published, such as `/` or `https://example.org/blog/` */
export function addressesOf(recorded: RecordedRoots, base: string): AddressOf {
  const placeOf = createPlaceLookup(recorded)
  const rules = new Map<string, Rule>()
  const prefix = base.endsWith('/') ? base : `${base}/`
  return (article) => {
    const place = placeOf(article.path)
    if (place === undefined) return article.url
    const { path: root } = place.root
    const rule = rules.get(root) ?? ruleOf(root)
    rules.set(root, rule)
    const path = rule(place.inner, article)
    return path === undefined ? article.url : prefix + encodeURI(path.replace(/^\/+/, ''))
  }
}

function ruleOf(root: string): Rule {
  const isFolder = statSync(root, { throwIfNoEntry: false })?.isDirectory() === true
  const site = isFolder ? detectSite(root, readdirSync(root)) : undefined
  const make = site && makers[site.generator]
  return make === undefined ? generatedPage : make(root, site!.sources)
}

/** `a/index.html` is shown under `a/`. */
const generatedPage: Rule = (path) =>
  /\.x?html?$/i.test(path) ? path.replace(/(^|\/)index\.x?html?$/i, '$1') : undefined

type Maker = (root: string, sources: readonly string[]) => Rule

const makers: Readonly<Partial<Record<GeneratorName, Maker>>> = {
  Hexo: hexo,
  Jekyll: jekyll,
  Hugo: folders((path) => {
    const name = path.toLowerCase().replaceAll(' ', '-')
    return name.replace(/(^|\/)_index\.md$/, '$1index.md')
  }),
  VitePress: (root, sources) =>
    pages(sources, /cleanUrls\s*:\s*true/.test(configOf(root, '.vitepress')) ? '' : '.html'),
  VuePress: (_, sources) => pages(sources, '.html'),
  MkDocs: folders(),
  Docusaurus: () => docusaurus,
  Astro: folders(),
}

/** @param rename changes a path below the sources before it becomes that of a folder */
function folders(rename = (path: string): string => path): Maker {
  return (_, sources) => (path) => {
    const inner = below(path, sources)
    return inner === undefined ? undefined : asFolder(rename(inner))
  }
}

function below(path: string, sources: readonly string[]): string | undefined {
  const source = sources.find((one) => one === '' || path.startsWith(`${one}/`))
  return source === undefined ? undefined : source === '' ? path : path.slice(source.length + 1)
}

const withoutEnd = (path: string): string => path.replace(/\.\w+$/, '')

/** `a/b.md` is shown under `a/b/`, `a/index.md` and `a/README.md` under `a/`. */
const asFolder = (path: string): string =>
  withoutEnd(path)
    .replace(/(^|\/)(?:index|README)$/i, '$1')
    .replace(/([^/])$/, '$1/')

function pages(sources: readonly string[], end: string): Rule {
  return (path) => {
    const inner = below(path, sources)
    if (inner === undefined) return undefined
    const page = withoutEnd(inner)
    return /(^|\/)(?:index|README)$/i.test(page) ? page.replace(/(?:index|README)$/i, '') : page + end
  }
}

function configOf(root: string, folder: string): string {
  const names = ['config.ts', 'config.mts', 'config.js', 'config.mjs', 'config/index.ts', 'config/index.js']
  return names.map((name) => readConfig(join(root, folder, name))).join('\n')
}

const ymlOf = (root: string): string => readConfig(join(root, '_config.yml')) || readConfig(join(root, '_config.yaml'))

/** Fills `:name` in a permalink; undefined if a value is not known. */
function filled(permalink: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  let isKnown = true
  const path = permalink.replace(/:([a-z_]+)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) isKnown = false
    return value ?? ''
  })
  return isKnown ? path.replace(/\/{2,}/g, '/').replace(/(^|\/)index\.html$/, '$1') : undefined
}

function datesOf(date: string): Readonly<Record<string, string | undefined>> {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?/.exec(date) ?? []
  return {
    ...{ year, month, day, hour, minute, second },
    short_year: year?.slice(2),
    i_month: month?.replace(/^0/, ''),
    i_day: day?.replace(/^0/, ''),
  }
}

function hexo(root: string): Rule {
  const config = ymlOf(root)
  const source = folderValue(config, 'source_dir') ?? 'source'
  const permalink = valueOf(config, 'permalink') ?? ':year/:month/:day/:title/'
  const folder = `${source}/_posts/`
  return (path, { date, categories }) => {
    if (!path.startsWith(folder)) return pages([source], '.html')(path, { path, date, url: '', categories })
    const title = withoutEnd(path.slice(folder.length))
    const category = categories.length === 0 ? 'uncategorized' : categories.join('/')
    return filled(permalink, { ...datesOf(date), title, name: title.split('/').at(-1), post_title: title, category })
  }
}

const jekyllStyles: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  none: '/:categories/:title.html',
}

function jekyll(root: string, [source = '']: readonly string[]): Rule {
  const given = valueOf(ymlOf(root), 'permalink') ?? 'date'
  const permalink = jekyllStyles[given] ?? given
  const isPretty = permalink.endsWith('/')
  return (path, { date, categories }) => {
    const inner = below(path, [source]) ?? path
    const post = /(?:^|\/)_posts\/(?:.*\/)?(\d{4}-\d\d-\d\d)-(.+)\.\w+$/.exec(inner)
    if (post === null)
      return isPretty ? asFolder(inner) : pages([''], '.html')(inner, { path, date, url: '', categories })
    const [, named, title] = post
    const values = { ...datesOf(date === '' ? named! : date), title, slug: title, output_ext: '.html' }
    return filled(permalink, { ...values, categories: categories.map((name) => name.toLowerCase()).join('/') })
  }
}

const docusaurus: Rule = (path) => {
  const post = /^blog\/(?:.*\/)?(\d{4})-(\d\d)-(\d\d)-([^/]+?)(?:\/index)?\.mdx?$/.exec(path)
  if (post !== null) return `blog/${post[1]}/${post[2]}/${post[3]}/${post[4]}`
  const inner = path.replace(/^src\/pages\//, '')
  const parts = withoutEnd(inner).split('/')
  const plain = parts.map((part) => part.replace(/^\d+\s*[-_.]\s*(?=\S)/, ''))
  return /^(?:index|readme)$/i.test(plain.at(-1)!) ? `${plain.slice(0, -1).join('/')}/` : plain.join('/')
}
