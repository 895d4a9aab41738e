/**
 * Answers the messages of which nearly every session consists, as the official library does, without loading it: that
 * takes longer than a cold search. A message that is not exactly as expected here is left to the library.
 */
import type { AgentRequests } from './agent-requests.js'
import { isToolName } from './tools/run-tool.js'

/** Revisions of the protocol in which a session begins with `initialize`. */
const revisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']

type Json = Readonly<Record<string, unknown>>

/** The answer to a message; `undefined` for a notification. */
export type Answering = Promise<object | undefined>

export interface UsualMessages {
  /** @returns undefined if the library must answer this message and all that follow */
  readonly answer: (message: unknown) => Answering | undefined
}

export function usualMessages(requests: AgentRequests): UsualMessages {
  let isOpen = false
  const byMethod: Readonly<Record<string, (params: Json) => Promise<object> | object | undefined>> = {
    ping: (params) => (isBare(params) ? {} : undefined),
    'tools/list': (params) => (isBare(params) ? requests.listTools() : undefined),
    'resources/list': (params) => (isBare(params) ? requests.listResources() : undefined),
    'resources/templates/list': (params) => (isBare(params) ? requests.listTemplates() : undefined),
    'tools/call': ({ name, arguments: given, ...more }) =>
      typeof name === 'string' && isToolName(name) && isOptionalObject(given) && isBare(more)
        ? requests.callTool(name, given)
        : undefined,
  }
  return {
    answer: (message) => {
      if (!isObject(message)) return undefined
      const { jsonrpc, id, method, params = {}, ...more } = message
      if (jsonrpc !== '2.0' || typeof method !== 'string' || !isObject(params) || hasAny(more)) return undefined
      if (method === 'notifications/initialized')
        return isOpen && id === undefined && isBare(params) ? Promise.resolve(undefined) : undefined
      if (!isId(id)) return undefined
      if (method === 'initialize' && !isOpen) {
        const result = initialized(params, requests)
        isOpen = result !== undefined
        return result && answered(id, result)
      }
      const handle = isOpen && Object.hasOwn(byMethod, method) ? byMethod[method] : undefined
      const result = handle?.(params)
      return result && answered(id, result)
    },
  }
}

async function answered(id: string | number, made: Promise<object> | object): Promise<object> {
  try {
    return { result: await made, jsonrpc: '2.0', id }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Internal error'
    return { jsonrpc: '2.0', id, error: { code: -32603, message } }
  }
}

function initialized(params: Json, { capabilities, serverInfo, instructions }: AgentRequests): object | undefined {
  const { protocolVersion, capabilities: theirs, clientInfo, ...more } = params
  const isUsual =
    typeof protocolVersion === 'string' &&
    revisions.includes(protocolVersion) &&
    isObject(theirs) &&
    Object.values(theirs).every(isObject) &&
    isObject(clientInfo) &&
    ['name', 'version'].every((key) => key in clientInfo) &&
    Object.values(clientInfo).every((value) => typeof value === 'string') &&
    isBare(more)
  return isUsual ? { protocolVersion, capabilities, serverInfo, instructions } : undefined
}

/**
 * Whether there is nothing but a progress token, which is ignored: nothing here takes long enough to report progress.
 */
function isBare({ _meta: meta = {}, ...more }: Json): boolean {
  if (hasAny(more) || !isObject(meta)) return false
  const { progressToken, ...others } = meta
  return !hasAny(others) && (progressToken === undefined || isId(progressToken))
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isOptionalObject = (value: unknown): boolean => value === undefined || isObject(value)
const isId = (value: unknown): value is string | number => typeof value === 'string' || Number.isSafeInteger(value)
const hasAny = (value: object): boolean => Object.keys(value).length > 0
