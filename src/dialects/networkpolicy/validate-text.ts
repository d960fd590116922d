import { appliedObjects } from '../../resources/api-server/applied-text';
import type { AppliedObject } from '../../resources/api-server/applied-text';
import type { FieldError } from '../../resources/api-server/field-error';
import type { Validation } from './validate';
import { validateNetworkPolicy } from './validate';

/**
 * Validates the objects of a text: the strict view of its bytes, in which repeated keys are errors (kubectl itself lets
 * those of YAML pass, the last one wins).
 */
export function validateText(text: string): Pick<Validation, 'errors' | 'warnings'> {
  return validateObjects(appliedObjects(text));
}

/** The same for objects that have been read of a text. */
export function validateObjects(objects: readonly AppliedObject[]): Pick<Validation, 'errors' | 'warnings'> {
  const errors: FieldError[] = [];
  const warnings: FieldError[] = [];
  for (const object of objects) {
    if (object.kind === 'refused') {
      errors.push(object.error);
      break;
    }
    const found = validateNetworkPolicy(object.value, object.written);
    if (object.repeated.length === 0) {
      errors.push(...found.errors);
      warnings.push(...found.warnings);
      continue;
    }
    // A wrong type ends everything; of strict decoding the repeated keys come first, and validation is not reached.
    const wrongType = found.errors.some((error) => /^(json: |parsing time )/.test(error.message));
    const strict = found.errors.filter((error) => /^(unknown|duplicate) field "/.test(error.message));
    errors.push(...(wrongType ? found.errors : [...object.repeated, ...strict]));
  }
  return { errors, warnings };
}
