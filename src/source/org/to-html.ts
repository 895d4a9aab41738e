/**
 * Org to HTML, as far as extracting the text needs it. Format: https://orgmode.org/worg/org-syntax.html. Settings,
 * properties, planning and comments are not text; code, tables, lists and quotes are. One pass; linear for any input.
 */
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { escapeHtml } from '../markdown/own-tags.js'

interface Conversion {
  readonly out: string[]
  paragraph: string[]
  /** By the end of a block or drawer: before this line, none begins that has one. */
  readonly endless: Map<string, number>
  /** True before the first headline. */
  isAtTop: boolean
  /** True to keep what only a reader needs: levels of headings and of items, quotes, addresses. */
  readonly isRich: boolean
}

const HEADLINE = /^\*+[ \t]+(.*)$/
const STATE = /^(?:TODO|DONE|NEXT|WAIT(?:ING)?|HOLD|CANCELL?ED|STARTED|DOING|SOMEDAY|PROJ)[ \t]+/
const HEADLINE_TAGS = /^:[\p{L}\p{N}_@#%:]{1,200}:$/u
const BLOCK = /^[ \t]*#\+begin_(\S{1,60})(.*)$/i
const NAME_OF_BLOCK = /^[\w-]+$/
const BLOCK_END = /^[ \t]*#\+end_\S/i
const OWN_BLOCKS: ReadonlySet<string> = new Set(['src', 'example', 'export', 'verse', 'comment'])
const SETTING = /^[ \t]*#\+([a-z_]{1,60})(?:\[[^\]]{0,200}\])?:[ \t]*(.*)$/i
const COMMENT = /^[ \t]*#(?:[ \t]|$)/
const DRAWER = /^[ \t]*:([\p{L}\p{N}_-]{1,60}):[ \t]*$/u
const PLANNING = /^[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[[<]\d{4}-/
const RULE = /^[ \t]*-{5,}[ \t]*$/
const ITEM = /^([ \t]*)([-+]|\d{1,4}[.)])[ \t]+(?:\[[ xX-]\][ \t]+)?(.*)$/
const FIXED = /^[ \t]*:(?: (.*))?$/
const NOTE = /^\[fn:[-\p{L}\p{N}_]{1,60}\][ \t]*(.*)$/u
/** Drawers that only Org uses: properties of a headline, and its clock log. The content of other drawers is text. */
const OWN_DRAWERS = /^(?:PROPERTIES|LOGBOOK)$/i
const RULE_OF_TABLE = /^\|-[-+|:\s]*$/
/** Longer lines are treated as text, because the patterns for marks have repeated groups. */
const LONGEST_MARK = 2000

/** The settings at the top of a file that are fields of the article. */
export function orgSettings(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const tags: string[] = []
  for (const line of markupLines(text.slice(0, 64 * 1024))) {
    const setting = line.length <= LONGEST_MARK ? SETTING.exec(line) : null
    if (setting === null) {
      if (HEADLINE.test(line)) break
      continue
    }
    const key = setting[1]!.toLowerCase()
    const value = setting[2]!.trim()
    if (value === '' || NOT_FIELDS.test(key)) continue
    if (/^(?:filetags|hugo_tags|tags|keywords)$/.test(key)) for (const tag of labelsOf(value)) tags.push(tag)
    else setField(found, key, value)
  }
  return tags.length === 0 ? found : { ...found, tags }
}

/**
 * If a key occurs twice, the last value counts for the date and the first for other keys. If the other value is prose,
 * it is kept under the name `other KEY`.
 */
function setField(found: Record<string, unknown>, key: string, value: string): void {
  const before = found[key] as string | undefined
  const isDate = key === 'date'
  if (isDate || before === undefined) found[key] = isDate ? value.replace(/^[<[]|[>\]]$/g, '') : value
  const other = isDate ? before : value
  if (before === undefined || !isSentence(other!)) return
  const name = `other ${key}`
  found[name] = Object.hasOwn(found, name) ? `${String(found[name])}\n${other!}` : other
}

const NOT_FIELDS =
  /^(?:begin_|end_|caption|name|attr_|options|startup|header|results|include|setupfile|property|latex|html|todo|seq_|macro|link|bind)/
const labelsOf = (value: string): string[] =>
  value.split(value.startsWith(':') ? ':' : /[,，\s]+/).filter((tag) => tag !== '')

/** @param isRich as that of `markdownToHtml` */
export function orgToHtml(org: string, isRich = false): string {
  const lines = markupLines(org)
  const state: Conversion = { out: [], paragraph: [], endless: new Map(), isAtTop: true, isRich }
  for (let i = 0; i < lines.length;) i = readElement(lines, i, state)
  closeParagraph(state)
  return state.out.join('')
}

/** @returns the index of the next line to read */
function readElement(lines: readonly string[], i: number, state: Conversion): number {
  const line = lines[i]!
  if (line.length > LONGEST_MARK) return (void state.paragraph.push(line), i + 1)
  const block = BLOCK.exec(line)
  if (block !== null) {
    const [, name, rest] = block as unknown as readonly [string, string, string]
    const text = NAME_OF_BLOCK.test(name) ? rest : name + rest
    if (isSentence(text)) element('p', text, state)
    return readBlock(lines, i, name.toLowerCase(), state)
  }
  const drawer = DRAWER.exec(line)?.[1]
  if (drawer !== undefined) return readDrawer(lines, i, drawer, state)
  const headline = HEADLINE.exec(line)?.[1]
  if (headline !== undefined) {
    state.isAtTop = false
    const level = state.isRich ? Math.min(6, line.search(/[^*]/)) : 2
    element(`h${level}`, headlineText(headline), state)
  } else if (line.trim() === '' || RULE.test(line) || COMMENT.test(line)) closeParagraph(state)
  else if (BLOCK_END.test(line) && !isSentence(line)) {
    closeParagraph(state)
    if (state.isRich && /_quote\b/i.test(line)) state.out.push('</blockquote>')
  } else if (SETTING.test(line)) readSetting(line, state)
  else if (/^[ \t]*\|/.test(line)) return readTable(lines, i, state)
  else if (FIXED.test(line)) return readFixed(lines, i, state)
  else if (!PLANNING.test(line) || isSentence(line)) readText(line, state)
  return i + 1
}

function headlineText(headline: string): string {
  const text = headline.trimEnd()
  const end = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'))
  const title = HEADLINE_TAGS.test(text.slice(end + 1)) ? text.slice(0, end) : text
  return title.replace(STATE, '').replace(/^\[#[A-Z\d]\][ \t]+/, '')
}

function readText(line: string, state: Conversion): void {
  const [, indent, mark, item] = ITEM.exec(line) ?? []
  if (item !== undefined) {
    closeParagraph(state)
    const where = state.isRich ? ` data-level="${1 + (indent!.length >> 1)}" data-mark="${mark}"` : ''
    return void state.out.push(`<li${where}>${orgInline(item.replace(/[ \t]::(?=[ \t]|$)/, ' '), state.isRich)}</li>`)
  }
  const note = NOTE.exec(line)?.[1]
  if (note !== undefined) return element('p', note, state)
  // An indented line below an item continues it.
  const last = state.out.at(-1)
  if (state.paragraph.length === 0 && /^[ \t]/.test(line) && last?.startsWith('<li') === true)
    state.out[state.out.length - 1] = last.replace(/<\/li>$/, () => `\n${orgInline(line.trim(), state.isRich)}</li>`)
  else state.paragraph.push(line.trimStart())
}

function readSetting(line: string, state: Conversion): void {
  const [, key, value] = SETTING.exec(line)!
  closeParagraph(state)
  // Settings at the top are fields, not text.
  if (isSentence(value!) && key!.toLowerCase() !== 'caption' && (!state.isAtTop || NOT_FIELDS.test(key!)))
    return element('p', value!, state)
  if (key!.toLowerCase() === 'caption' && value !== '') state.out.push(`<figcaption>${orgInline(value!)}</figcaption>`)
}

function element(name: string, text: string, state: Conversion): void {
  closeParagraph(state)
  if (text !== '') state.out.push(`<${name}>${orgInline(text, state.isRich)}</${name}>`)
}

/** Lines of a paragraph are joined as in Markdown; two backslashes at the end of a line break it. */
function closeParagraph(state: Conversion): void {
  if (state.paragraph.length === 0) return
  const lines = state.paragraph.map((line) =>
    line.endsWith('\\\\') ? `${orgInline(line.slice(0, -2), state.isRich)}<br>` : orgInline(line, state.isRich),
  )
  state.paragraph = []
  state.out.push(`<p>${lines.join('\n')}</p>`)
}

function readBlock(lines: readonly string[], start: number, kind: string, state: Conversion): number {
  closeParagraph(state)
  // The content of other blocks is ordinary Org.
  if (!OWN_BLOCKS.has(kind)) {
    if (kind === 'quote' && state.isRich) state.out.push('<blockquote>')
    return start + 1
  }
  const end = endOf(lines, start, `#+end_${kind}`, state)
  if (end < 0) return start + 1
  const inner = lines.slice(start + 1, end)
  if (kind === 'verse') state.out.push(`<p>${inner.map((line) => orgInline(line, state.isRich)).join('<br>')}</p>`)
  else if (kind !== 'comment') state.out.push(`<pre>${escapeHtml(inner.map(unescaped).join('\n'))}</pre>`)
  return end + 1
}

/** Removes the comma that keeps a line of code from being read as Org. */
const unescaped = (line: string): string => line.replace(/^([ \t]*),(?=[*#,])/, '$1')

/** Skips Org's own drawers except for sentences in them; of others, and of a stray `:END:`, only the line. */
function readDrawer(lines: readonly string[], start: number, name: string, state: Conversion): number {
  closeParagraph(state)
  const end = OWN_DRAWERS.test(name) ? endOf(lines, start, ':end:', state) : -1
  for (let i = start + 1; i < end; i++) if (isSentence(lines[i]!)) element('p', lines[i]!, state)
  return end < 0 ? start + 1 : end + 1
}

/** The line that ends a block or a drawer; -1 if there is none, for a drawer before the next headline. */
function endOf(lines: readonly string[], start: number, mark: string, { endless }: Conversion): number {
  if (start < (endless.get(mark) ?? 0)) return -1
  let i = start + 1
  for (; i < lines.length && !(mark === ':end:' && HEADLINE.test(lines[i]!)); i++)
    if (lines[i]!.length < 200 && lines[i]!.trim().toLowerCase() === mark) return i
  endless.set(mark, i)
  return -1
}

function readTable(lines: readonly string[], start: number, state: Conversion): number {
  closeParagraph(state)
  const rows: string[] = []
  let i = start
  for (; i < lines.length && /^[ \t]*\|/.test(lines[i]!); i++) {
    const row = lines[i]!.trim()
    if (RULE_OF_TABLE.test(row)) continue
    const cells = row.replace(/^\||\|$/g, '').split('|')
    rows.push(`<tr>${cells.map((cell) => `<td>${orgInline(cell.trim(), state.isRich)}</td>`).join('')}</tr>`)
  }
  state.out.push(`<table>${rows.join('')}</table>`)
  return i
}

function readFixed(lines: readonly string[], start: number, state: Conversion): number {
  closeParagraph(state)
  let i = start
  const inner: string[] = []
  for (; i < lines.length; i++) {
    const fixed = FIXED.exec(lines[i]!)
    if (fixed === null) break
    inner.push(fixed[1] ?? '')
  }
  state.out.push(`<pre>${escapeHtml(inner.join('\n'))}</pre>`)
  return i
}

const LINK = /\[\[([^[\]\n]{1,2000})\](?:\[([^\n]{1,1000}?)\])?\]/g
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$/i
/** A reference is removed; the text of an inline footnote is kept. */
const FOOTNOTE = /\[fn:[-\p{L}\p{N}_]{0,60}(?::([^\][]{1,1000}))?\]/gu
const TARGET = /<<<?([^<>\n]{1,200})>>>?/g
const MACRO = /\{\{\{[^{}\n]{1,500}\}\}\}/g
/** Emphasis, with the characters that Org allows before and after it. Next to Han, no blank is needed. */
const EMPHASIS =
  /(?<=^|[\s\-–—({'"\u200b]|\p{Script=Han}|\p{P})([*/_=~+])(?=\S)([^\n]{0,300}?\S)\1(?=$|[^\p{L}\p{N}]|\p{Script=Han})/gu

function orgInline(text: string, isRich = false): string {
  if (!/[[*/_=~+<{]/.test(text)) return escapeHtml(text)
  const kept: string[] = []
  const keep = (html: string): string => `\ue000${kept.push(html) - 1}\ue001`
  const marked = text
    .replace(LINK, (_whole, address: string, shown?: string) => keep(link(address, shown, isRich)))
    .replace(FOOTNOTE, (_whole, note?: string) => (note === undefined ? '' : `（${note}）`))
    .replace(TARGET, '$1')
    .replace(MACRO, (macro) => (isSentence(macro) ? macro : ''))
  return escapeHtml(withoutEmphasis(marked)).replace(
    /\ue000(\d{1,7})\ue001/g,
    (whole, n: string) => kept[Number(n)] ?? whole,
  )
}

function link(address: string, shown: string | undefined, isRich: boolean): string {
  // Prose in place of an address is a mistake, and is kept.
  if (isSentence(address)) return `<a>${escapeHtml(withoutEmphasis(`${shown ?? ''} ${address}`.trim()))}</a>`
  const plain = address.replace(/^file:/, '')
  const attribute = (name: string): string => (isRich ? ` ${name}="${escapeHtml(plain)}"` : '')
  if (shown !== undefined) return `<a${attribute('href')}>${escapeHtml(withoutEmphasis(shown))}</a>`
  if (PICTURE.test(address)) return `<img${attribute('src')} alt="">`
  return `<a>${escapeHtml(address.replace(/^(?:file|id|roam|attachment):/, '').replace(/::.*$/, ''))}</a>`
}

/** Applied twice, because emphasis may contain emphasis. */
function withoutEmphasis(text: string): string {
  if (!/[*/_=~+]/.test(text)) return text
  const once = text.replace(EMPHASIS, '$2')
  return once === text ? text : once.replace(EMPHASIS, '$2')
}
