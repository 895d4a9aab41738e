/** In dist: the tasks of work.cjs, beside this file or one folder up. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type * as tasks from '../../src/indexing/tasks/tasks.js'
import { loadScript } from '../../src/cli/program.js'

const places = ['work', '../work'].map((name) => fileURLToPath(new URL(name, import.meta.url)))
const found = places.find((path) => existsSync(`${path}.cjs`)) ?? places[0]!

export const { forgetBatch, runBuildTask, runMergeTask, runPushTask, runRecutTask } = loadScript(found) as typeof tasks
