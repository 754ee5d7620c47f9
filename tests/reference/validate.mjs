// The public validator asl-validator: an object of definitions on stdin, an object of their faults on stdout.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const validate = createRequire(import.meta.url)("asl-validator");
const faults = {};
for (const [name, definition] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const { errors } = validate(definition, { checkPaths: true, checkArn: true });
  faults[name] = errors.map((error) => `${error["Error code"]} ${error.path ?? ""} ${error.Message}`.trim());
}
process.stdout.write(JSON.stringify(faults));
