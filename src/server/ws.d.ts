/** The part of the package ws that the service uses. The package comes without types. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events'
  import type { IncomingMessage } from 'node:http'
  import type { Duplex } from 'node:stream'

  export class WebSocket extends EventEmitter {
    constructor(address: string, options?: { readonly headers?: Readonly<Record<string, string>> })
    /** Bytes that wait to be sent. */
    readonly bufferedAmount: number
    on(event: 'message', listener: (data: Buffer) => void): this
    on(event: 'close' | 'error', listener: () => void): this
    send(data: Buffer | string, options?: { readonly binary: boolean }): void
    ping(): void
    close(code: number): void
    terminate(): void
  }

  export class WebSocketServer {
    constructor(options: { readonly noServer: true; readonly maxPayload: number })
    readonly clients: ReadonlySet<WebSocket>
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, then: (made: WebSocket) => void): void
  }
}
