import type { UnitResult } from '../tasks/read-unit.js'

/** The parts of each file, in their order. */
export function unitsByPath(units: readonly UnitResult[]): ReadonlyMap<string, readonly UnitResult[]> {
  const byPath = new Map<string, UnitResult[]>()
  for (const unit of units) {
    const known = byPath.get(unit.path)
    if (known === undefined) byPath.set(unit.path, [unit])
    else known.push(unit)
  }
  return byPath
}
