// Builds `www/editor/`, which is committed: the module, and the licences of what it is made of.
//
//   node build.js           writes it
//   node build.js --check   compares it with what is there, and writes nothing

import { readFile, readdir, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const root = import.meta.dirname;
const target = join(root, "../www/editor");
const MODULE = "editor.js";
const LICENCES = "licences.txt";

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/mount.js"],
  outfile: MODULE,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  // CodeMirror's styles are written into the page by a way that its security policy allows.
  alias: { "style-mod": "./src/style-module.js" },
  banner: { js: `// Made by editor/build.js; it holds CodeMirror 6, see ${LICENCES}.` },
  metafile: true,
  write: false,
});

const made = { [MODULE]: outputFiles[0].text, [LICENCES]: await licences() };
if (process.argv.includes("--check")) await check();
else await write();

/** Every licence once, after the packages that have it. */
async function licences() {
  const paths = Object.keys(metafile.inputs);
  const packages = paths.map((path) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean);
  const holders = new Map();
  for (const name of [...new Set(packages)].sort()) {
    const folder = join(root, "node_modules", name);
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = (await readFile(join(folder, file), "utf8")).trim();
    holders.set(text, [...(holders.get(text) ?? []), `${name} ${version}`]);
  }
  const parts = [...holders].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return parts.join("\n----\n\n");
}

async function write() {
  await mkdir(target, { recursive: true });
  for (const [name, text] of Object.entries(made)) await writeFile(join(target, name), text);
  const bytes = Buffer.from(made[MODULE]);
  const compressed = gzipSync(bytes, { level: 9 });
  console.log(`${MODULE}: ${bytes.length} bytes, ${compressed.length} with gzip`);
}

async function check() {
  for (const [name, text] of Object.entries(made)) {
    const committed = await readFile(join(target, name), "utf8").catch(() => "");
    if (committed === text) continue;
    console.error(`www/editor/${name} is not what editor/ makes: run \`npm run build\` in editor/ and commit it.`);
    process.exitCode = 1;
  }
}
