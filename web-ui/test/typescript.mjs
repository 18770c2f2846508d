// Lets node --test import TypeScript on Node 20: esbuild takes the types away.
import { register } from "node:module";

register("./typescript-hooks.mjs", import.meta.url);
