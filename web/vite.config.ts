import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const API = ["/api", "/docs", "/openapi.json", "/healthz", "/readyz"];

/** The API's own documentation page is served from files of ours. */
function swaggerUi(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: "swagger-ui",
    apply: "build",
    generateBundle() {
      for (const name of ["swagger-ui-bundle.js", "swagger-ui.css"]) {
        const source = readFileSync(resolve(`swagger-ui-dist/${name}`));
        this.emitFile({ type: "asset", fileName: `docs/${name}`, source });
      }
    },
  };
}

/** The API's document as the page's client was generated from it: the server need not make it again. */
function apiDocument(): Plugin {
  return {
    name: "api-document",
    apply: "build",
    generateBundle() {
      const source = JSON.stringify(JSON.parse(readFileSync(here("./src/api/openapi.json"), "utf-8")));
      this.emitFile({ type: "asset", fileName: "openapi.json", source });
    },
  };
}

export default defineConfig({
  // Relative to the document's <base>: the path it is served below is known only to the server.
  base: "./",
  plugins: [react(), swaggerUi(), apiDocument()],
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: here("../src/reprise/page"),
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    // The content security policy lets no data: address of a style or script in.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A request costs a phone, and the server, more than its bytes: docs/decisions/0028.
          groups: [
            { name: "first", test: here("./src/main.tsx"), priority: 2 },
            { name: "controls", test: /node_modules/, priority: 1 },
            { name: "shared", test: /\/src\/(components|features)\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(API.map((path) => [path, "http://127.0.0.1:8000"])) },
});
