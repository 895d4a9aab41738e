/** Models of a test's own behind HTTP on this machine. */
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A number is a status, a text the body as it is, all else JSON; a promise makes the model slow. */
export type Reply = (asked: unknown, headers: NodeJS.Dict<string | string[]>) => unknown

export interface Models {
  /** @returns the address */
  readonly start: (path: string, reply: Reply) => Promise<string>
  readonly close: () => void
}

export function createModels(): Models {
  const servers: Server[] = []
  return {
    async start(path, reply) {
      const server = createServer((request, answer) => {
        const pieces: Buffer[] = []
        request.on('data', (piece: Buffer) => pieces.push(piece))
        request.on('end', () => {
          const asked = JSON.parse(Buffer.concat(pieces).toString()) as unknown
          void Promise.resolve(reply(asked, request.headers)).then((made) => {
            if (typeof made === 'number') answer.writeHead(made).end('busy')
            else answer.end(typeof made === 'string' ? made : JSON.stringify(made))
          })
        })
      })
      servers.push(server)
      server.unref()
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    },
    close() {
      for (const server of servers.splice(0)) server.close()
    },
  }
}
