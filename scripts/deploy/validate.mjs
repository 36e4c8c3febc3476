// Validates packaged templates offline: node scripts/deploy/validate.mjs FILE… Exits 1 where one has a fault.
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

// What osls writes by itself, and what follows from a setting standing in the file already:
// a role named by DependsOn too, conditions on literals, a number as text.
const KNOWN = ['W3005', 'W8003', 'W9003', 'W9053'];

const engine = new RegoEngine();
for (const file of process.argv.slice(2)) {
  const { diagnostics } = engine.validateStandard(new TemplateFile(file));
  const faults = diagnostics.filter(
    ({ severity, ruleId }) => severity !== 'INFO' && severity !== 'DEBUG' && !KNOWN.includes(ruleId));
  for (const { severity, ruleId, entity, message } of faults) {
    console.error(`${file}: ${severity} ${ruleId} ${entity?.logicalId ?? ''}: ${message}`);
    process.exitCode = 1;
  }
}
engine.free();
