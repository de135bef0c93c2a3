// Reads a catalog file on standard input as Backstage does, holds each entity against Backstage's own rules, and
// writes what it read, and what is wrong, as JSON.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const from = createRequire(process.argv[2]);
const model = from("@backstage/catalog-model");
const YAML = from("yaml");

const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.DefaultNamespaceEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
]);
const kinds = {
  Component: model.componentEntityV1alpha1Validator,
  System: model.systemEntityV1alpha1Validator,
  Group: model.groupEntityV1alpha1Validator,
};

async function main() {
  const faults = [];
  const entities = [];
  for (const document of YAML.parseAllDocuments(readFileSync(0, "utf8"))) {
    faults.push(...document.errors.map(String));
    const entity = document.toJS();
    try {
      entities.push(await policy.enforce(entity));
      if (!(await kinds[entity.kind].check(entity))) faults.push(`${entity.kind}: not of its kind`);
    } catch (error) {
      faults.push(String(error));
    }
  }
  const there = new Set(entities.map(each => model.stringifyEntityRef(each)));
  if (there.size < entities.length) faults.push("two entities have the same name");
  for (const { spec } of entities) {
    for (const to of [spec.owner, spec.system, spec.subcomponentOf, ...(spec.dependsOn ?? [])]) {
      if (to && !there.has(model.stringifyEntityRef(model.parseEntityRef(to)))) faults.push(`${to} is not there`);
    }
  }
  process.stdout.write(JSON.stringify({ entities, faults }));
}

main();
