// JSONata 2.0.6 as Step Functions runs it: one JSON request a line on stdin, one JSON answer a line on stdout.
// What AWS adds and takes away: Step Functions Developer Guide, "Transforming data with JSONata".
import { createHash, randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const jsonata = createRequire(import.meta.url)("jsonata");

const ALGORITHMS = { MD5: "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
const MOST_ELEMENTS = 1000; // of States.ArrayRange, whose equivalent $range is
const MOST_HASHED = 10000; // characters, of States.Hash, whose equivalent $hash is

function refuse(message) {
  throw { code: "States", message };
}

// As with JSONata's own functions, nothing of nothing: AWS does not say.
const strict = (work) => (first, ...rest) => (first === undefined ? undefined : work(first, ...rest));

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(`$parse: ${error.message}`);
  }
}

function partition(array, size) {
  const length = Math.floor(size);
  if (!(length > 0)) refuse("$partition: the size of a chunk must be positive");
  const chunks = [];
  for (let start = 0; start < array.length; start += length) chunks.push(array.slice(start, start + length));
  return chunks;
}

function range(first, last, delta) {
  const [from, to, step] = [first, last, delta].map(Math.floor);
  if (step === 0) refuse("$range: the delta must not be zero");
  const values = [];
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) {
    if (values.length === MOST_ELEMENTS) refuse(`$range: more than ${MOST_ELEMENTS} elements`);
    values.push(value);
  }
  return values;
}

function hash(text, algorithm) {
  if (!Object.hasOwn(ALGORITHMS, algorithm)) refuse(`$hash: unknown algorithm ${algorithm}`);
  if (text.length > MOST_HASHED) refuse(`$hash: more than ${MOST_HASHED} characters`);
  return createHash(ALGORITHMS[algorithm]).update(text, "utf8").digest("hex");
}

// AWS documents that a seed always gives the same number, not which one: this is an FNV hash of the seed.
function random(seed) {
  if (seed === undefined) return Math.random();
  let state = 0x811c9dc5;
  for (const digit of String(Math.floor(seed))) state = Math.imul(state ^ digit.charCodeAt(0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state >>> 0) / 2 ** 32;
}

const compiled = new Map();

function compile(text) {
  let expression = compiled.get(text);
  if (expression === undefined) {
    expression = jsonata(text);
    expression.assign("eval", undefined);
    expression.registerFunction("parse", strict(parse), "<s:x>");
    expression.registerFunction("partition", strict(partition), "<an:a>");
    expression.registerFunction("range", strict(range), "<nnn:a<n>>");
    expression.registerFunction("hash", strict(hash), "<ss:s>");
    expression.registerFunction("random", random, "<n?:n>");
    expression.registerFunction("uuid", () => randomUUID(), "<:s>");
    if (compiled.size > 1000) compiled.clear();
    compiled.set(text, expression);
  }
  return expression;
}

function fault(error) {
  const { code, message, position, token } = error;
  return { error: { code: code ?? error.name ?? "", message: message ?? String(error), position, token } };
}

function holds(value) {
  return typeof value === "function" || (value !== null && typeof value === "object"
    && (value._jsonata_function === true || value._jsonata_lambda === true));
}

async function evaluate(text, variables) {
  try {
    const value = await compile(text).evaluate(undefined, variables);
    if (holds(value)) refuse("the result is a function, which JSON cannot hold");
    return value === undefined ? {} : { value };
  } catch (error) {
    return fault(error);
  }
}

const work = {
  async evaluate({ expression, variables }) {
    const answers = [];
    for (const each of variables) answers.push(await evaluate(expression, each));
    return answers;
  },
  parse({ expression }) {
    try {
      const tree = jsonata(expression).ast();
      // A regular expression of the tree becomes its source.
      return { value: JSON.parse(JSON.stringify(tree, (_, part) => (part instanceof RegExp ? part.source : part))) };
    } catch (error) {
      return fault(error);
    }
  },
  about() {
    const { version } = createRequire(import.meta.url)("jsonata/package.json");
    return { value: { version, node: process.version } };
  },
};

let rest = "";
process.stdin.setEncoding("utf8");
for await (const part of process.stdin) {
  const lines = (rest + part).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const request = JSON.parse(line);
    process.stdout.write(JSON.stringify(await work[request.do](request)) + "\n");
  }
}
