import { createServer, type Server } from "node:http";

/** A server that answers nothing useful and remembers every request that reaches it. */
export class Listener {
  /** Paths in the order in which they were asked for; a request to change to another protocol is one too. */
  readonly heard: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {
    server.on("request", (request, response) => {
      this.heard.push(request.url ?? "");
      response
        .writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" })
        .end();
    });
    server.on("upgrade", (request, socket) => {
      this.heard.push(request.url ?? "");
      socket.destroy();
    });
  }

  static async start(): Promise<Listener> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the listener has no port");
    return new Listener(server, `http://127.0.0.1:${address.port}`);
  }

  /** What was asked for since the last call. */
  take(): string[] {
    return this.heard.splice(0);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
