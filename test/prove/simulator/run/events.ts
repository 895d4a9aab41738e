/** What may happen in the middle of a call that writes: each before a system call of a chosen number. */
import { countFault, endProcess, losePower } from '../world/world.js'
import { someChangeOfNames, someStep } from '../process/weather.js'
import type { Weather } from '../process/weather.js'
import type { Slot } from '../process/slot.js'
import { openReader, searchReader } from './reading.js'
import { rivalSyncs, rivalTeaches } from './rival.js'
import { edit } from './run.js'
import type { Run } from './run.js'

/** Days and hours, both ways. */
const jumps = [-86_400_000, -3_600_000, -1, 1, 3_600_000, 86_400_000, 3.2e10]

type Event = (run: Run, slot: Slot, controller: AbortController) => void

const events: Readonly<Record<string, Event>> = {
  kill: (run, { process }) => {
    countFault(run.world, 'kill')
    endProcess(process)
  },
  'power cut': ({ world }) => losePower(world),
  'source changes while it is read': (run) => {
    countFault(run.world, 'source changes while it is read')
    edit(run)
  },
  'clock jumps': ({ world }) => {
    const jump = world.random.pick(jumps)
    countFault(world, jump < 0 ? 'clock jumps back' : 'clock jumps ahead')
    world.clock.jump(jump)
  },
  'reader opens': (run) => {
    countFault(run.world, 'reader opens during a write')
    run.waiting.push(openReader(run))
  },
  'reader searches': (run) => {
    countFault(run.world, 'reader searches during a write')
    run.waiting.push(searchReader(run))
  },
  'rival teaches': (run) => {
    countFault(run.world, 'rival during a write')
    run.waiting.push(rivalTeaches(run))
  },
  'rival syncs': (run) => {
    countFault(run.world, 'rival during a write')
    run.waiting.push(rivalSyncs(run))
  },
  abort: (run, _, controller) => {
    countFault(run.world, 'abort')
    controller.abort()
  },
}

const names = Object.keys(events)

/** Adds events to the weather of one call. */
export function addEvents(run: Run, slot: Slot, weather: Weather, controller: AbortController): void {
  const { random } = run.world
  const count = 1 + random.below(3)
  for (let i = 0; i < count; i++) {
    const event = events[random.pick(names)]!
    weather.events.set(someStep(random), () => event(run, slot, controller))
  }
  if (!random.chance(0.25)) return
  const fatal = events[random.pick(['kill', 'power cut'])]!
  weather.behind.push({ ...someChangeOfNames(random), event: () => fatal(run, slot, controller) })
}
