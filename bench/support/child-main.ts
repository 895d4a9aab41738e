/** Entry point of the child's bundle. The job's file is the only argument. */
import { readFileSync } from 'node:fs'
import { runJob } from './child.js'
import type { Job } from './jobs.js'

const job = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job
process.stdout.write(JSON.stringify(await runJob(job)))
