import { XunzhangError } from '../../../base/errors.js'
import { inspectFile, inspectFolder } from '../../../library/inspecting.js'
import type { FolderInspection, Inspection } from '../../../library/inspecting.js'
import { isFolder } from '../input/is-folder.js'
import { rulesOf } from '../input/source-rules.js'
import { leftOutText, siteLines } from '../terminal/build-report.js'
import { articleText } from '../terminal/article-text.js'
import { defineCommand, refuseOperands } from '../command.js'
import { type Context, status } from '../context.js'
import { escapedName, oneLine, safeJson } from '../../../base/safe-text.js'
import { createStyle } from '../terminal/style.js'

export const inspectCommand = defineCommand('inspect', {
  usage: ({ file, folder }) => `${file}|${folder}`,
  completes: 'files',
  async run(values, operands, context) {
    const [path, ...surplus] = operands
    if (path === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'inspect', operand: 'file' })
    refuseOperands(surplus, 'inspect', ['file'])
    if (isFolder(path)) return showFolder(inspectFolder(path, rulesOf(values).rules), values.json === true, context)
    const inspection = await inspectFile(path, rulesOf(values).rules)
    await context.out.write(values.json === true ? `${safeJson(inspection)}\n` : inspectionText(inspection, context))
    return inspection.articleCount > 0 ? status.found : status.nothing
  },
})

/** One line per file, tab-separated: read or left out, why, path; then a summary of what was left out. */
async function showFolder(found: FolderInspection, isJson: boolean, context: Context): Promise<number> {
  const { messages } = context
  const lines = found.entries.map(({ path, isFolder, why }) => {
    const state = why === undefined ? messages.inspection.read : messages.inspection.leftOut
    return `${state}\t${why === undefined ? '' : messages.skipReasons[why]}\t${escapedName(path)}${isFolder ? '/' : ''}`
  })
  const problems = found.problems.map((problem) => messages.fault({ ...problem, where: problem.path }))
  const text = [...siteLines(found, context), ...lines, ...problems.map(oneLine)].map((line) => `${line}\n`).join('')
  await context.out.write(isJson ? `${safeJson(found)}\n` : `${text}${leftOutText(found, context)}`)
  return found.read > 0 ? status.found : status.nothing
}

/** The decisions, then each article as `show` prints it, then what was left out and why, then what went wrong. */
function inspectionText(inspection: Inspection, context: Context): string {
  const style = createStyle(context.hasColors)
  const { labels: label, ...say } = context.messages.inspection
  const { encoding, encodingReason, markup, frontMatter } = inspection
  const decisions = [
    [label.format, [...new Set([inspection.format, markup])].flatMap((name) => name && say.formats[name]).join(', ')],
    [label.encoding, encoding === undefined ? '' : say.encoding(encoding, say.encodingReasons[encodingReason!])],
    [label.frontMatter, frontMatter === undefined ? '' : say.frontMatter[frontMatter]],
    [label.readAs, inspection.readAs === undefined ? '' : say.readAs[inspection.readAs]],
    [label.articles, `${inspection.articleCount}`],
    [label.removed, `${inspection.removed.length}`],
  ].filter(([, value]) => value !== '')
  const removed = inspection.removed.map(
    ({ reason, rule, text }) =>
      `${style.faint(`- ${say.removed[reason]}${rule === undefined || rule === reason ? '' : ` (${rule})`}:`)} ${style.marked(text, [])}`,
  )
  const problems = inspection.problems.map((problem) => {
    return style.strong(`! ${context.messages.fault({ ...problem, where: problem.line?.toString() })}`)
  })
  const blocks = [
    decisions.map(([name, value]) => style.faint(`${name}: ${value}`)).join('\n'),
    ...inspection.articles.map((article) => articleText({ ...article, ...article.origin }, context).trimEnd()),
    removed.join('\n'),
    problems.join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
