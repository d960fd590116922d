import type { DialectObject, FieldError } from '../dialects/dialect';
import { isExpectations } from '../expectations/decode';
import type { Resource } from '../resources/resource';
import type { Severity } from '../yaml/types';
import type { Finding } from './findings';
import { foreignEngine } from './foreign';
import type { PolicyReading } from './reading';

/** The objects of one document by what they are for. */
export type Sorted = {
  /** Namespaces, workloads, Services, Settings … and kinds of no use here. */
  readonly cluster: readonly Resource[];
  readonly expectations: readonly Resource[];
  readonly policies: readonly PolicyReading[];
  /** Objects that only CNIs read. */
  readonly objects: readonly DialectObject[];
  /** Policies of engines that no dialect here reads. */
  readonly foreign: readonly Resource[];
};

/** Sorts the objects of a document; done once per document, since most of them outlive an edit. */
export function sortResources(resources: readonly Resource[], readings: readonly PolicyReading[]): Sorted {
  const cluster: Resource[] = [];
  const expectations: Resource[] = [];
  const policies: PolicyReading[] = [];
  const objects: DialectObject[] = [];
  const foreign: Resource[] = [];
  const byResource = new Map(readings.map((reading) => [reading.resource, reading]));
  for (const resource of resources) {
    const reading = byResource.get(resource);
    if (reading?.object !== undefined) objects.push(reading.object);
    else if (reading !== undefined) {
      if (reading.dialect.isPolicy?.(resource.kind) !== false) policies.push(reading);
    } else if (isExpectations(resource)) expectations.push(resource);
    else if (foreignEngine(resource) !== undefined) foreign.push(resource);
    else cluster.push(resource);
  }
  return { cluster, expectations, policies, objects, foreign };
}

/** What the API server says of the policies of a document. */
export function refusalsOf(readings: readonly PolicyReading[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { resource, dialect, errors, warnings } of readings) {
    const tell = ({ message, path, part, field, point }: FieldError, code: string, severity: Severity) =>
      findings.push({
        code: `${dialect.name}/${code}`,
        severity,
        message,
        origin: { ...resource.origin, path: [...resource.origin.path, ...path] },
        part,
        field,
        ...(point === undefined ? {} : { point }),
      });
    for (const error of errors) {
      if (error.advisory === true) tell(error, 'newer-server', 'warning');
      else tell(error, 'refused', 'error');
    }
    for (const warning of warnings) tell(warning, 'warned', 'warning');
  }
  return findings;
}
