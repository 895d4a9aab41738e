/** In dist/: loads the tasks from work.cjs beside this file. */
import { fileURLToPath } from 'node:url'
import type * as tasks from '../../src/indexing/tasks/tasks.js'
import { loadScript } from '../../src/cli/program.js'

export const { forgetBatch, runBuildTask, runMergeTask, runPushTask, runRecutTask } = loadScript(
  fileURLToPath(new URL('work', import.meta.url)),
) as typeof tasks
