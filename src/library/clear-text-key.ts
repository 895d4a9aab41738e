/** Whether a key would be sent over a network in clear text. The library leaves the warning to its caller. */
import { isClusterAddress, parseClusterAddress, clearTextNode, readKey } from '../storage/store/address.js'

/** The first node, other than this machine, that would receive the key without TLS; undefined if there is none. */
export function clearTextKey(to: string, key = process.env['OPENSEARCH_KEY']): string | undefined {
  return isClusterAddress(to) ? clearTextNode(parseClusterAddress(to).nodes, readKey(key)) : undefined
}
