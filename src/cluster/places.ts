/**
 * Where articles lie in their files. An unchanged article moves when something before it changes. A search sees the
 * place as of its own push, so a point keeps two places: the last committed one, and that of the push in progress.
 */
import { isCommitted, type Generations } from './generations.js'

export interface Place {
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface PlaceVersion extends Place {
  readonly generation: number
}

/** The place that searches see; undefined if the article hasn't moved since it was sent. */
export function placeAt(places: readonly PlaceVersion[], head: Generations): PlaceVersion | undefined {
  const seen = places.filter(({ generation }) => isCommitted(generation, head))
  return seen.sort((a, b) => b.generation - a.generation)[0]
}

export function nextPlaces(
  places: readonly PlaceVersion[],
  generation: number,
  { line, start, end }: Place,
  head: Generations,
): PlaceVersion[] {
  const before = placeAt(places, head)
  return [{ generation, line, start, end }, ...(before === undefined ? [] : [before])]
}
