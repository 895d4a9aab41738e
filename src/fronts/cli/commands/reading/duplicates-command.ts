import type { DuplicateGroup } from '../../../../library/types.js'
import { defineCommand, refuseOperands } from '../../command.js'
import type { Context } from '../../context.js'
import { reading } from '../../reading/reading.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'

/** Groups of near-duplicates: one line per article, the leader first, the others indented with their similarity. */
export const duplicatesCommand = defineCommand('duplicates', {
  usage: () => '',
  async run(values, operands, context) {
    refuseOperands(operands, 'duplicates')
    return reading('duplicates', values, context, async (index) => {
      const all = await index.duplicates()
      const groups = all.slice(0, values.limit ?? Infinity)
      await context.out.write(values.json === true ? `${safeJson({ groups })}\n` : groups.map(groupText).join('\n'))
      if (values.json !== true) tellFigures(all, groups.length, context)
      return all.length > 0
    })
  },
})

function groupText({ articles }: DuplicateGroup): string {
  return articles
    .map(({ id, title, date, similarity }, i) => {
      const share = i === 0 ? '' : `${`${Math.round(similarity * 100)} %`.padStart(6)}  `
      const parts = [date.slice(0, 10), title, id].filter((part) => part !== '')
      return `${share}${oneLine(parts.join(' · '))}\n`
    })
    .join('')
}

function tellFigures(groups: readonly DuplicateGroup[], shown: number, { messages, note }: Context): void {
  const folded = groups.reduce((sum, { articles }) => sum + articles.length - 1, 0)
  note(messages.duplicates(groups.length, folded, shown))
}
