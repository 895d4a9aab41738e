/** `npm run peers` may run beside the checks; what it feeds would skip before it is done. */
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const installing = fileURLToPath(new URL('../../.peers/installing', import.meta.url))

/** The number may by now be another process's. */
const LONGEST_WAIT = 15 * 60_000

export async function setup(): Promise<void> {
  const until = Date.now() + LONGEST_WAIT
  while (isInstalling() && Date.now() < until) await setTimeout(500)
}

function isInstalling(): boolean {
  try {
    return process.kill(Number(readFileSync(installing, 'utf8')), 0)
  } catch {
    return false
  }
}
