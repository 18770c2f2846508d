// Builds src/ into the package's static folder: hashed names, a manifest of them, and the licences of what is bundled.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "..", "src", "fairclaim", "web", "static"));
const ENTRIES = {
  "evidence-viewer.js": "src/viewer/evidence-viewer.ts",
  "plot-figure.js": "src/plot/plot-figure.ts",
  "tokens.css": "src/tokens.css",
  "base.css": "src/base.css",
  "pages.css": "src/pages/pages.css",
  "htmx.js": "src/pages/htmx.ts",
  "review.js": "src/review/review.ts",
  "review.css": "src/review/review.css",
  "steering.js": "src/steering/steering.ts",
  "steering.css": "src/steering/steering.css",
  "staff.js": "src/staff/staff.ts",
  "staff.css": "src/staff/staff.css",
  "check.css": "src/check/check.css",
  "check.js": "src/check/check.ts",
  "invitation.js": "src/pages/invitation.ts",
  "passkeys.js": "src/pages/passkeys.ts",
  "letters.css": "src/letters/letters.css",
  "parties.css": "src/parties/parties.css",
  "parties.js": "src/parties/parties.ts",
  "camera.js": "src/parties/camera.ts",
};
const INPUTS = ["package.json", "package-lock.json", "build.mjs", "tsconfig.json"];

/** One digest of everything that the build reads; `tests/house` works it out anew to see that the build is fresh. */
async function sourcesDigest() {
  const found = await readdir(join(HERE, "src"), { recursive: true, withFileTypes: true });
  const paths = found
    .filter((one) => one.isFile())
    .map((one) => relative(HERE, join(one.parentPath ?? one.path, one.name)));
  const names = [...INPUTS, ...paths.map((path) => path.split(sep).join("/"))].sort();
  const digest = createHash("sha256");
  for (const name of names) {
    const bytes = await readFile(join(HERE, name));
    digest.update(`${name}\0${createHash("sha256").update(bytes).digest("hex")}\n`);
  }
  return digest.digest("hex");
}

async function notice(inputs) {
  const names = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  const parts = [];
  for (const name of [...names].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (!file) {
      throw new Error(`${name} carries no licence text`);
    }
    const text = (await readFile(join(folder, file), "utf8")).trim().replaceAll(/[ \t]+$/gm, "");
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return `The files in this folder contain the following packages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const files = {};
const inputs = [];
for (const [name, entry] of Object.entries(ENTRIES)) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    loader: name.endsWith(".js") ? { ".css": "text" } : {},
    metafile: true,
    write: false,
    outdir: OUT,
  });
  const bytes = outputFiles[0].contents;
  const digest = createHash("sha256").update(bytes).digest();
  const hashed = name.replace(/\.(\w+)$/, `-${digest.toString("hex").slice(0, 12)}.$1`);
  await writeFile(join(OUT, hashed), bytes);
  files[name] = { file: hashed, integrity: `sha256-${digest.toString("base64")}` };
  inputs.push(...Object.keys(metafile.inputs));
}
await writeFile(join(OUT, "NOTICE"), await notice(inputs));
const manifest = { sources: await sourcesDigest(), files };
await writeFile(join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const { file } of Object.values(files)) {
  console.log(basename(file));
}
