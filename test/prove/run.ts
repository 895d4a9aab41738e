/** `npm run prove`: runs all there is for as long as one likes, and prints figures. Status 1 where a promise broke. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleEngine } from './simulator/process/bundle.js'
import { createMachine } from './simulator/process/machine.js'
import { runSeed } from './simulator/run/run-seed.js'
import { readArguments, usage } from './options.js'
import type { ProveArguments } from './options.js'
import { parts } from './parts.js'
import { findPlanted, plantedFaults } from './planted/run.js'

const mostSeeds = 2000

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function replay(seed: number): Promise<number> {
  const { world, digest } = await runSeed(createMachine(await bundleEngine()), seed, print)
  print(`seed ${seed}: log ${digest}, ${world.violations.length} broken promises`)
  return world.violations.length
}

async function planted(seed: number): Promise<number> {
  let missed = 0
  for (const fault of plantedFaults) {
    const { name, file, seeds, violation } = await findPlanted(fault, seed, mostSeeds)
    if (seeds === undefined) missed++
    print(
      `${String(seeds ?? 'not found').padStart(9)}  ${file}: ${name}${violation === '' ? '' : ` (${firstLine(violation)})`}`,
    )
  }
  print(`${plantedFaults.length - missed} of ${plantedFaults.length} planted faults found within ${mostSeeds} seeds`)
  return missed
}

/** The files of tests that import `support/volume.ts`. */
function testsWithAll(): number {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .filter((name) => readFileSync(join(root, name), 'utf8').includes('support/volume.js'))
  const env = { ...process.env, XUNZHANG_PROVE: '1' }
  const { status } = spawnSync('npx', ['vitest', 'run', ...files.map((name) => join('test', name))], {
    stdio: 'inherit',
    env,
  })
  return status ?? 1
}

const firstLine = (text: string): string => text.split('\n')[0]!.slice(0, 90)

async function prove({ minutes, seed, parts: wanted }: ProveArguments): Promise<number> {
  const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name))
  if (chosen.length === 0) throw new Error(usage)
  let broken = 0
  for (const [name, part] of chosen) {
    print(`${name}, from seed ${seed} on`)
    const until = performance.now() + (minutes * 60_000) / chosen.length
    const { figures, violations } = await part(seed, until, print)
    print(JSON.stringify(figures, undefined, 2))
    print(`${name}: ${violations.length} broken promises`)
    broken += violations.length
  }
  return broken
}

try {
  const asked = readArguments(process.argv.slice(2), Date.now())
  // Thousands of errors are thrown on purpose: their stacks would take as long as all else. A replay shows them.
  if (!asked.isReplay) Error.stackTraceLimit = 0
  const broken = asked.isReplay
    ? await replay(asked.seed)
    : asked.isPlanted
      ? await planted(asked.seed)
      : asked.isTests
        ? testsWithAll()
        : await prove(asked)
  process.exitCode = broken === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 2
}
