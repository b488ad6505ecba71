import type { BrowserContext } from "playwright-core";
import type { Server } from "./server";

/**
 * Serves webviews from a site of their own, as vscode.dev and the desktop do: Chromium then gives them a process of
 * their own, too. The server alone puts them on the workbench's own origin.
 */
export async function giveWebviewsTheirOwnSite(context: BrowserContext, { port }: Server): Promise<void> {
  // A document that was touched on its way counts as a foreign one, which may not reach this machine's servers.
  await context.grantPermissions(["local-network-access"]);
  await context.route(
    ({ pathname, port: asked }) => pathname === "/" && asked === String(port),
    async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      const policy = headers["content-security-policy"] ?? "";
      const text = await response.text();
      await route.fulfill({
        response,
        headers: {
          ...headers,
          "content-security-policy": policy.replaceAll("frame-src ", `frame-src http://*.localhost:${port} `),
        },
        body: withEndpoint(text, port),
      });
    },
  );
}

/** The workbench reads its configuration from an attribute of the document. */
function withEndpoint(html: string, port: number): string {
  const attribute = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;
  return html.replace(attribute, (_, start: string, quoted: string) => {
    const settings = JSON.parse(quoted.replaceAll("&quot;", '"'));
    const path = new URL(settings.webviewEndpoint, "http://localhost").pathname;
    delete settings.webviewEndpoint;
    settings.productConfiguration.webviewContentExternalBaseUrlTemplate = `http://{{uuid}}.localhost:${port}${path}/`;
    return `${start}${JSON.stringify(settings).replaceAll('"', "&quot;")}"`;
  });
}
