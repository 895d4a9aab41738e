/** Commands that ask one question: figures of an index, whether it is intact, the terms of a text, the version. */
import packageFile from '../../../../package.json' with { type: 'json' }
import type { IndexStats, TokenizedTerm } from '../../../library/types.js'
import { knownRoots } from '../../../indexing/known-roots.js'
import type { SourceRoot } from '../../../source/roots.js'
import type { SourceRules } from '../../../source/choose/chooser.js'
import { openTokenizer } from '../../../text/analyzers/tokenizing.js'
import { type Context, defineCommand, given, indexFolder, indexFolders, report, status } from '../command.js'
import { withIndex } from '../search/read-index.js'
import { lineBlocks } from '../input/files.js'
import { formatBytes, labelled, partRows } from '../terminal/style.js'
import { oneLine } from '../../../base/safe-text.js'
import { lineOf } from '../../../base/fault.js'
import { english } from '../../../base/sentences/index.js'
import { examineIndex, reportOf } from '../../../library/check.js'

export const statsCommand = defineCommand('stats', {
  takes: [],
  async run(values, _operands, context) {
    const known = indexFolders(values, context).flatMap(knownRoots)
    const stats = await withIndex(values, context, (index) => index.stats())
    await report(values, context, stats, statsText(stats, known, context))
  },
})

function statsText(stats: IndexStats, known: readonly SourceRoot[], { messages }: Context): string {
  const rulesOf = (root: string) => known.find(({ path }) => path === root)?.rules
  const label = messages.stats
  const ratio = stats.sourceBytes > 0 ? ` (${(stats.bytes / stats.sourceBytes).toFixed(2)} ×)` : ''
  const rowsOf = (...names: readonly Exclude<keyof typeof label, 'roots'>[]) =>
    names.map((name) => [label[name], stats[name]] as const)
  const rows: (readonly [string, string | number])[] = [
    ...rowsOf('articles', 'deleted', 'terms', 'postings', 'segments'),
    [label.sourceBytes, formatBytes(stats.sourceBytes)],
    [label.bytes, `${formatBytes(stats.bytes)}${ratio}`],
    ...partRows(stats, messages),
    ...rowsOf('analyzer', 'formatVersion', 'committed'),
    [label.roots, stats.roots.map((root) => [root, ...rulesText(rulesOf(root))].join(' ')).join(', ')],
  ]
  return labelled(rows)
}

/** Recorded rules as the options that set them. */
function rulesText(rules: SourceRules = {}): string[] {
  return Object.entries(rules).flatMap(([name, value]: [string, true | string | readonly string[]]) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    return value === true ? [option] : [value].flat().map((one) => `${option} ${one}`)
  })
}

export const checkCommand = defineCommand('check', {
  takes: [],
  async run(values, _operands, context) {
    const { messages, tell } = context
    const examination = await examineIndex(indexFolder(values, context))
    const { ok, files, articles, bytes, findings } = examination
    for (const finding of findings) tell(`xunzhang: ${messages.fault(finding)}`)
    const verdict = ok
      ? messages.checkPassed(files, articles, formatBytes(bytes))
      : messages.checkFailed(findings.length)
    const answer = reportOf(examination, (finding) => lineOf(finding, english))
    await report(values, context, answer, `${verdict}\n`)
    return ok ? status.found : status.error
  },
})

type LineBlocks = AsyncIterable<readonly string[]> | Iterable<readonly string[]>

export const tokenizeCommand = defineCommand('tokenize', {
  usage: ({ text }) => `[${text}…]`,
  async run(values, operands, context) {
    const { input, out } = context
    const tokenizer = await openTokenizer(given(values, 'tokenizer', 'lexicon'))
    const isInput = operands.length === 0 || (operands.length === 1 && operands[0] === '-')
    const blocks: LineBlocks = isInput ? lineBlocks(input()) : [operands.join(' ').split('\n')]
    const lines: string[] = []
    for await (const block of blocks) {
      if (values.words !== true) for (const line of block) lines.push(line)
      else {
        // A line for each line of input; in blocks, because waiting for each line costs more than segmenting it.
        await out.write(block.map((line) => `${tokenizer.words(line).join(' ')}\n`).join(''))
        await out.flush()
      }
    }
    if (values.words === true) return
    const tokens = tokenizer.terms(lines.join('\n'))
    await report(values, context, { tokens }, tokens.map(termLine).join(''))
  },
})

function termLine({ term, kind, start, end }: TokenizedTerm): string {
  return `${oneLine(term)}\t${kind}\t${start}-${end}\n`
}

export const versionCommand = defineCommand('version', {
  run: async (_values, _operands, { out }) => out.write(`xunzhang ${packageFile.version}\n`),
})
