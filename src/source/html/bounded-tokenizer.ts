/**
 * Bounds the depth of parsed HTML and XML in the callbacks of the tokenizer, so that the depth counted is the parser's
 * own, whatever an attribute, a comment or an unmatched end tag looks like. Tags beyond the bound are dropped, as in
 * browsers, and their text is kept. Without the bound the parser's list of open elements takes quadratic time (200,000
 * nested elements took 21 s), and a recursive walk over the tree overflows the stack of its thread.
 */
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'
import { LIMITS } from '../limits.js'

/** Elements that HTML closes implicitly, and void elements: they separate paragraphs and cells even at the bound. */
const SHALLOW = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th'.split(' '),
)
/** How many levels beyond the bound these elements may reach. */
const SHALLOW_LEVELS = 8

/** The part of the parser that its tokenizer calls. */
interface Parser extends TokenizerCallbacks {
  /** The names of the open elements. */
  readonly stack: readonly string[]
  getSlice(start: number, end: number): string
}

export class BoundedTokenizer extends Tokenizer {
  constructor(options: ConstructorParameters<typeof Tokenizer>[0], callbacks: TokenizerCallbacks) {
    super(options, callbacks)
    boundDepth(callbacks as Parser)
  }
}

function boundDepth(parser: Parser): void {
  const open = parser.onopentagname.bind(parser)
  const close = parser.onclosetag.bind(parser)
  const isShallow = (start: number, end: number): boolean => SHALLOW.has(parser.getSlice(start, end).toLowerCase())
  /** How many elements whose start tags were dropped are not closed yet. */
  let beyond = 0
  parser.onopentagname = (start, end) => {
    if (parser.stack.length < LIMITS.nesting) return open(start, end)
    if (!isShallow(start, end)) beyond++
    else if (parser.stack.length < LIMITS.nesting + SHALLOW_LEVELS) open(start, end)
  }
  parser.onclosetag = (start, end) => {
    if (beyond === 0 || isShallow(start, end)) close(start, end)
    else beyond--
  }
}
