import { manualIn } from '../../../messages/manual.js'
import { defineCommand } from '../../command.js'
import { status } from '../../context.js'
import { topicHelp } from '../../manual/topics.js'
import { topics } from '../../topic-names.js'

/** Runs `help query` and the other topics; not a command of its own. */
export const topicCommand = defineCommand('none', {
  usage: () => topics.join('|'),
  async run(_values, operands, { language, out }) {
    const topic = topics.find((known) => known === operands[0]) ?? 'query'
    await out.write(topicHelp(topic, manualIn(language)))
    return status.found
  },
})
