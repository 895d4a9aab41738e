/** Names of points: the server takes only UUIDs, so a point is named by the hash of what it stands for. */
import { createHash } from 'node:crypto'

/** The UUID (version 8) of the SHA-256 of a name. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
