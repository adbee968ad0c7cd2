import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Server, ServerCredentials, type sendUnaryData, type ServerReadableStream, type ServerWritableStream } from '@grpc/grpc-js';
import { append, type Node } from './appending.js';
import { Faults } from './faults.js';
import { Log } from './log.js';
import { read, type ReadAnswer } from './reading.js';

const HOST = '127.0.0.1';

const { read: readCall, append: appendCall } = StreamsService as unknown as Record<'read' | 'append', object>;
const responseSerialize = (answer: ReadAnswer): Buffer => (Buffer.isBuffer(answer) ? answer : Buffer.from(answer.serializeBinary()));
const SERVICE = { read: { ...readCall, responseSerialize }, append: appendCall };

/** The server on a port of its own. Its connections can be cut, and it can be stopped and started on the same port. */
export class SimulatedServer {
  readonly faults = new Faults();
  readonly #sockets = new Set<Socket>();
  readonly #node: Node;
  /** Entries of the log when its backup was made. */
  #backedUp = 0;
  #listener: TcpServer | undefined;
  #port = 0;

  constructor() {
    const leader = (): { host: string; port: number } => ({ host: HOST, port: this.#port });
    this.#node = { log: new Log(), faults: this.faults, leader, cut: () => this.cut() };
  }

  /** @returns the port. */
  async start(): Promise<number> {
    const grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    grpc.addService(SERVICE as never, {
      read: (call: ServerWritableStream<ReadReq, ReadAnswer>) => void read(this.#node, call),
      append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => append(this.#node, call, answer),
    } as never);
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const listener = createServer((socket) => {
      this.#sockets.add(socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket)).setNoDelay());
      injector.injectConnection(socket);
    });
    await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(this.#port, HOST, resolve));
    this.#listener = listener;
    this.#port = (listener.address() as AddressInfo).port;
    return this.#port;
  }

  backUp(): void {
    this.#backedUp = this.#node.log.entries.length;
  }

  /** To be called while it is stopped. */
  restore(): void {
    this.#node.log.restore(this.#backedUp);
  }

  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Without warning; what is in the log stays. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#listener!.close(resolve));
    this.cut();
    await closed;
  }
}
