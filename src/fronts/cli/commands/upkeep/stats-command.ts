import { openIndex } from '../../../../library/open-index.js'
import type { IndexPart, IndexStats } from '../../../../library/types.js'
import { defineCommand, indexFolder, refuseOperands } from '../../command.js'
import { status, type Context } from '../../context.js'
import { formatBytes } from '../../terminal/figures.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'
import { examineIndex, reportOf } from '../../../../library/check.js'

export const statsCommand = defineCommand('stats', {
  usage: () => '',
  async run(values, operands, context) {
    refuseOperands(operands, 'stats')
    const index = await openIndex(indexFolder(values, context))
    try {
      const stats = await index.stats()
      await context.out.write(values.json === true ? `${safeJson(stats)}\n` : statsText(stats, context))
      return status.found
    } finally {
      await index.close()
    }
  },
})

function statsText(stats: IndexStats, { messages }: Context): string {
  const label = messages.stats
  const ratio = stats.sourceBytes > 0 ? ` (${(stats.bytes / stats.sourceBytes).toFixed(2)} ×)` : ''
  const rows: (readonly [string, string])[] = [
    [label.articles, `${stats.articles}`],
    [label.deleted, `${stats.deleted}`],
    [label.terms, `${stats.terms}`],
    [label.postings, `${stats.postings}`],
    [label.segments, `${stats.segments}`],
    [label.sourceBytes, formatBytes(stats.sourceBytes)],
    [label.bytes, `${formatBytes(stats.bytes)}${ratio}`],
    ...Object.entries(stats.bytesByPart).map(
      ([part, bytes]) => [`  ${messages.parts[part as IndexPart]}`, formatBytes(bytes)] as const,
    ),
    [label.analyzer, stats.analyzer],
    [label.formatVersion, `${stats.formatVersion}`],
    [label.committed, stats.committed],
    [label.roots, stats.roots.join(', ')],
  ]
  return rows.map(([name, value]) => `${name}: ${oneLine(value)}\n`).join('')
}

export const checkCommand = defineCommand('check', {
  usage: () => '',
  async run(values, operands, context) {
    const { messages } = context
    refuseOperands(operands, 'check')
    const examination = await examineIndex(indexFolder(values, context))
    const { ok, files, articles, bytes, findings } = examination
    for (const finding of findings) context.tell(`xunzhang: ${messages.fault(finding)}`)
    const verdict = ok
      ? messages.checkPassed(files, articles, formatBytes(bytes))
      : messages.checkFailed(findings.length)
    await context.out.write(values.json === true ? `${safeJson(reportOf(examination))}\n` : `${verdict}\n`)
    return ok ? status.found : status.error
  },
})
