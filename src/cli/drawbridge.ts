import { InputError } from './input-error';
import { run } from './main';
import { writeOut } from './write-out';

try {
  const { out, warnings, exitCode } = run(process.argv.slice(2));
  for (const warning of warnings) console.error(`drawbridge: ${warning}`);
  writeOut(out);
  process.exitCode = exitCode;
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`drawbridge: ${error.message}`);
  process.exitCode = 2;
}
