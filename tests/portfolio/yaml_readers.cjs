// Reads YAML on standard input as YAML 1.1 and as 1.2's schemas say, and writes what each reads as JSON.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const YAML = createRequire(process.argv[2])("yaml");

const written = readFileSync(0, "utf8");
const schemas = [{ version: "1.1" }, { version: "1.2" }, { schema: "yaml-1.1" }];
console.log(JSON.stringify(schemas.map(each => YAML.parse(written, each))));
