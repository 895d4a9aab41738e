/**
 * A server with every feature that the official conformance suite asks for, by the names that the suite gives. It runs on
 * the same protocol code and the same transports as the server of a collection, whose own tools do without most of it.
 */
import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import type { CallToolResult, GetPromptResult, ReadResourceResult, ServerContext } from '@modelcontextprotocol/server'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const wav = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAD//w=='

const capabilities = { tools: {}, resources: { subscribe: true }, prompts: {}, logging: {}, completions: {} }

export function createEverything(): Server {
  const server = new Server({ name: 'everything', version: '1' }, { capabilities })
  server.setRequestHandler('tools/list', () => ({ tools: Object.keys(tools).map(describeTool) }))
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const run = tools[params.name]
    if (run === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`)
    return run((params.arguments ?? {}) as Readonly<Record<string, string>>, context)
  })
  server.setRequestHandler('resources/list', () => ({
    resources: Object.keys(resources).map((uri) => ({ uri, name: uri, mimeType: 'text/plain' })),
  }))
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
  }))
  server.setRequestHandler('resources/read', ({ params: { uri } }) => readResource(uri))
  server.setRequestHandler('resources/subscribe', () => ({}))
  server.setRequestHandler('resources/unsubscribe', () => ({}))
  server.setRequestHandler('prompts/list', () => ({ prompts }))
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }) => prompt(name, given))
  server.setRequestHandler('completion/complete', () => ({ completion: { values: ['paris', 'park'], total: 2 } }))
  return server
}

type Tool = (given: Readonly<Record<string, string>>, context: ServerContext) => Promise<CallToolResult>

const say = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] })
/** Where nobody can be asked, no answer comes. */
const patience = { timeout: 2000 }
const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

const tools: Readonly<Record<string, Tool>> = {
  test_simple_text: async () => say('This is a simple text response for testing.'),
  test_image_content: async () => ({ content: [{ type: 'image', data: png, mimeType: 'image/png' }] }),
  test_audio_content: async () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }),
  test_embedded_resource: async () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  }),
  test_multiple_content_types: async () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', data: png, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: '{"test":"data","value":123}',
        },
      },
    ],
  }),
  test_tool_with_logging: async (_, { mcpReq }) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', data)
      await pause()
    }
    return say('Logged.')
  },
  test_tool_with_progress: async (_, { mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined)
        await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
      await pause()
    }
    return say('Done.')
  },
  test_error_handling: async () => ({
    ...say('This tool intentionally returns an error for testing'),
    isError: true,
  }),
  test_sampling: async ({ prompt = '' }, { mcpReq }) => {
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }]
    const { content } = await mcpReq.requestSampling({ messages, maxTokens: 100 }, patience)
    return say(`LLM response: ${JSON.stringify(content)}`)
  },
  test_elicitation: ({ message = '' }, context) =>
    elicit(context, message, {
      username: { type: 'string', description: "User's response" },
      email: { type: 'string', description: "User's email address" },
    }),
  test_elicitation_sep1034_defaults: (_, context) =>
    elicit(context, 'Defaults', {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    }),
  test_elicitation_sep1330_enums: (_, context) => elicit(context, 'Choices', choices),
  json_schema_2020_12_tool: async () => say('Checked.'),
}

const three = (value: string, title: string) =>
  ['First', 'Second', 'Third'].map((rank, i) => ({ const: `${value}${i + 1}`, title: `${rank} ${title}` }))
const options = ['option1', 'option2', 'option3']
const choices = {
  untitledSingle: { type: 'string', enum: options },
  titledSingle: { type: 'string', oneOf: three('value', 'Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: { type: 'array', items: { anyOf: three('value', 'Choice') } },
}

async function elicit({ mcpReq }: ServerContext, message: string, properties: object): Promise<CallToolResult> {
  const requestedSchema = { type: 'object', properties, required: [] } as never
  const { action, content } = await mcpReq.elicitInput({ mode: 'form', message, requestedSchema }, patience)
  return say(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`)
}

const addressSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object' as const,
  $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
  properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
  additionalProperties: false,
}

function describeTool(name: string) {
  const inputSchema = name === 'json_schema_2020_12_tool' ? addressSchema : { type: 'object' as const }
  return { name, description: `For the scenario of ${name}`, inputSchema: inputSchema }
}

const resources: Readonly<Record<string, object>> = {
  'test://static-text': { mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
  'test://static-binary': { mimeType: 'image/png', blob: png },
  'test://watched-resource': { mimeType: 'text/plain', text: 'Watched.' },
}

function readResource(uri: string): ReadResourceResult {
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? []
  const known = resources[uri]
  const data = { id, templateTest: true, data: `Data for ID: ${id}` }
  const content = id === undefined ? known : { mimeType: 'application/json', text: JSON.stringify(data) }
  if (content === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such resource: ${uri}`)
  return { contents: [{ uri, ...content } as ReadResourceResult['contents'][number]] }
}

const argument = (name: string) => ({ name, description: name, required: true })
const prompts = [
  { name: 'test_simple_prompt', description: 'Simple' },
  { name: 'test_prompt_with_arguments', description: 'Arguments', arguments: [argument('arg1'), argument('arg2')] },
  { name: 'test_prompt_with_embedded_resource', description: 'Resource', arguments: [argument('resourceUri')] },
  { name: 'test_prompt_with_image', description: 'Image' },
]

type PromptContent = GetPromptResult['messages'][number]['content']

function prompt(name: string, given: Readonly<Record<string, string>>): GetPromptResult {
  const { arg1, arg2, resourceUri: uri = '' } = given
  const resource = { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' }
  const text = (value: string): PromptContent => ({ type: 'text', text: value })
  const known: Readonly<Record<string, readonly PromptContent[]>> = {
    test_simple_prompt: [text('This is a simple prompt for testing.')],
    test_prompt_with_arguments: [text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
    test_prompt_with_embedded_resource: [
      { type: 'resource', resource },
      text('Please process the embedded resource above.'),
    ],
    test_prompt_with_image: [
      { type: 'image', data: png, mimeType: 'image/png' },
      text('Please analyze the image above.'),
    ],
  }
  const contents = known[name]
  if (contents === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such prompt: ${name}`)
  return { messages: contents.map((content) => ({ role: 'user', content })) }
}
