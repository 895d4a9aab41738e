/** What elements and their styles mean for text. */
import type { BlockKind } from '../block.js'
import type { Element } from './parse.js'

const words = (text: string): string[] => text.split(' ')

/**
 * Elements that are never shown or contain no text. Readings of ruby are among them, because they would split the words
 * that they stand beside.
 */
const DROPPED: ReadonlySet<string> = new Set(
  words(
    'script style noscript template iframe frame object embed applet svg canvas audio video map title meta link ' +
      'button select textarea input datalist dialog rp rt rtc',
  ),
)

/**
 * True for an element that is never shown. The template of a shadow root is shown, because pages made of web components
 * are saved that way.
 */
export function isDropped({ name, attribs }: Pick<Element, 'name' | 'attribs'>): boolean {
  return DROPPED.has(name) && (name !== 'template' || attribs['shadowrootmode'] === undefined)
}

export const NAVIGATION: ReadonlySet<string> = new Set(['nav', 'footer', 'menu'])
/** ARIA roles with the same meaning. */
export const NAVIGATION_ROLES: ReadonlySet<string> = new Set(
  'navigation search banner contentinfo complementary dialog menu menubar toolbar'.split(' '),
)

/** Elements that begin and end a block, with the kind of that block. */
export const BLOCKS: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ...words(
    'address article aside blockquote body center details dir div dl fieldset figure footer form header hgroup html legend ' +
      'main ol p section summary table tbody tfoot thead ul hr frameset search option',
  ).map((name) => [name, 'paragraph'] as const),
  ...words('h1 h2 h3 h4 h5 h6').map((name) => [name, 'heading'] as const),
  ...words('li dt dd').map((name) => [name, 'item'] as const),
  ...words('caption figcaption').map((name) => [name, 'caption'] as const),
  ...words('pre listing xmp').map((name) => [name, 'code'] as const),
  ['tr', 'row'],
])

export const CENTRED = /text-align\s*:\s*center/i
export const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$|!)|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em))/i
/** Grey or small type. */
export const MUTED =
  /color\s*:\s*(?:#(?:[5-9a-c]{3}|[5-9a-c]{6})\b|gr[ae]y)|font-size\s*:\s*(?:1[0-4]px|small|0\.[5-9]|[5-9]\d%)/i
