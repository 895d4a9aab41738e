/** The list of source files of the last push, kept with the statistics, so that the next push reads only changes. */
import { XunzhangError } from '../base/errors.js'
import type { ClusterClient } from './client.js'
import { statisticsPath, type CollectionHead } from './head.js'
import { uuidOf } from './generations.js'

const linesPerPart = 2000
const partsAtOnce = 20

const partId = (generation: number, part: number): string => uuidOf(`catalog ${generation} ${part}`)

/** @param lines one for each file. @returns the number of parts */
export async function writeFileList(
  client: ClusterClient,
  generation: number,
  lines: readonly string[],
): Promise<number> {
  const parts = Math.ceil(lines.length / linesPerPart)
  for (let first = 0; first < parts; first += partsAtOnce) {
    const points = Array.from({ length: Math.min(partsAtOnce, parts - first) }, (_, i) => ({
      id: partId(generation, first + i),
      vector: {},
      payload: {
        kind: `catalog ${generation}`,
        lines: lines.slice((first + i) * linesPerPart, (first + i + 1) * linesPerPart),
      },
    }))
    await client.write('PUT', `${statisticsPath(client)}/points?wait=true`, { points })
  }
  return parts
}

export async function readFileList(
  client: ClusterClient,
  { generation, catalogParts }: CollectionHead,
): Promise<string[]> {
  const lines: string[] = []
  for (let first = 0; first < catalogParts; first += partsAtOnce) {
    const ids = Array.from({ length: Math.min(partsAtOnce, catalogParts - first) }, (_, i) =>
      partId(generation, first + i),
    )
    const points = await client.read<{ payload: { lines: string[] } }[]>('POST', `${statisticsPath(client)}/points`, {
      ids,
      with_payload: true,
    })
    if (points.length !== ids.length) throw incomplete(client)
    for (const { payload } of points) for (const line of payload.lines) lines.push(line)
  }
  return lines
}

function incomplete(client: ClusterClient): XunzhangError {
  return new XunzhangError('CLUSTER_FAILS', { what: 'list' }, { where: client.access.address.text })
}

export async function dropFileLists(client: ClusterClient, generations: readonly number[]): Promise<void> {
  const filter = { must: [{ key: 'kind', match: { any: generations.map((generation) => `catalog ${generation}`) } }] }
  await client.write('POST', `${statisticsPath(client)}/points/delete?wait=true`, { filter })
}
