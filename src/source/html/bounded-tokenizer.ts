/**
 * Bounds the depth of parsed HTML and XML where tags are met, so that the depth is the parser's own, whatever an attribute,
 * a comment or a tag that closes nothing looks like. Tags beyond the bound vanish, as in browsers, and their text stays.
 * Without it the parser's list of open elements takes quadratic time (200,000 nested elements took 21 s), and what walks
 * a tree by recursion ends where the stack of its thread does.
 */
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'
import { LIMITS } from '../limits.js'

/** Elements that HTML closes by itself, or that hold nothing: they set paragraphs and cells apart even at the bound. */
const SHALLOW = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th'.split(' '),
)
/** Levels for them beyond the bound. */
const SHALLOW_LEVELS = 8

/** The parser, as its tokenizer sees it. */
interface Parser extends TokenizerCallbacks {
  /** Open elements. */
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
  /** Elements whose tags have vanished and that have not been closed. */
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
