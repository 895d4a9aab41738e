import { inspectFile, type Inspection } from '../../library/inspecting.js'
import { articleText } from '../terminal/article-text.js'
import { defineCommand } from '../command.js'
import { type Context, status } from '../context.js'
import { usage } from '../options.js'
import { safeJson } from '../terminal/sanitize.js'
import { createStyle } from '../terminal/style.js'

export const inspectCommand = defineCommand({
  usage: 'FILE',
  options: { json: { type: 'flag' } },
  async run(values, operands, context) {
    const { errors } = context.messages
    const [path, surplus] = operands
    if (path === undefined) throw usage(errors.operandMissing('inspect', 'FILE'))
    if (surplus !== undefined) throw usage(errors.tooManyOperands('inspect', surplus))
    const inspection = await inspectFile(path)
    await context.out.write(values.json === true ? `${safeJson(inspection)}\n` : inspectionText(inspection, context))
    return inspection.articleCount > 0 ? status.found : status.nothing
  },
})

/** The decisions, then each article as `show` prints it, then what was left out and why, then what went wrong. */
function inspectionText(inspection: Inspection, context: Context): string {
  const style = createStyle(context.hasColors)
  const label = context.messages.inspection
  const { encoding, encodingReason, markup, frontMatter } = inspection
  const decisions = [
    [label.format, [inspection.format, markup].filter((part) => part !== undefined).join(', ')],
    [label.encoding, encoding === undefined ? '' : `${encoding} (${encodingReason})`],
    [label.frontMatter, frontMatter ?? ''],
    [label.articles, `${inspection.articleCount}`],
    [label.removed, `${inspection.removed.length}`],
  ].filter(([, value]) => value !== '')
  const removed = inspection.removed.map(
    ({ reason, text }) => `${style.faint(`- ${reason}:`)} ${style.marked(text, [])}`,
  )
  const problems = inspection.problems.map(({ line, message, remedy }) => {
    return style.strong(`! ${line === undefined ? '' : `${line}: `}${message}. ${remedy}`)
  })
  const blocks = [
    decisions.map(([name, value]) => style.faint(`${name}: ${value}`)).join('\n'),
    ...inspection.articles.map((article) => articleText({ ...article, ...article.origin }, context).trimEnd()),
    removed.join('\n'),
    problems.join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
