import { openTokenizer } from '../../../text/analyzers/tokenizing.js'
import type { TokenizedTerm } from '../../../library/types.js'
import { defineCommand } from '../command.js'
import { type Context, status } from '../context.js'
import { given } from '../given.js'
import { lineBlocks } from '../terminal/lines.js'
import { oneLine, safeJson } from '../../../base/safe-text.js'

type Tokenizer = Awaited<ReturnType<typeof openTokenizer>>

export const tokenizeCommand = defineCommand('tokenize', {
  usage: ({ text }) => `[${text}…]`,
  async run(values, operands, context) {
    const tokenizer = await openTokenizer(given(values, 'tokenizer', 'lexicon'))
    const isInput = operands.length === 0 || (operands.length === 1 && operands[0] === '-')
    const blocks = isInput ? lineBlocks(context.input()) : [operands.join(' ').split('\n')]
    if (values.words === true) await printWords(tokenizer, blocks, context)
    else await printTerms(tokenizer, blocks, values.json === true, context)
    return status.found
  },
})

type LineBlocks = AsyncIterable<readonly string[]> | Iterable<readonly string[]>

/** A line for each line of input; in blocks, because waiting for each line costs more than segmenting it. */
async function printWords(tokenizer: Tokenizer, blocks: LineBlocks, { out }: Context): Promise<void> {
  for await (const lines of blocks) {
    let text = ''
    for (const line of lines) text += `${tokenizer.words(line).join(' ')}\n`
    await out.write(text)
    await out.flush()
  }
}

async function printTerms(tokenizer: Tokenizer, blocks: LineBlocks, isJson: boolean, { out }: Context): Promise<void> {
  const lines: string[] = []
  for await (const block of blocks) for (const line of block) lines.push(line)
  const tokens = tokenizer.terms(lines.join('\n'))
  await out.write(isJson ? `${safeJson({ tokens })}\n` : tokens.map(termLine).join(''))
}

function termLine({ term, kind, start, end }: TokenizedTerm): string {
  return `${oneLine(term)}\t${kind}\t${start}-${end}\n`
}
