import type { Path } from '../../../yaml/types';
import { parseSelector } from '../selector/parse';
import type { DecodedPort, DecodedServices, DecodedSide } from './decoded';
import { state, tell } from './errors';
import type { Findings } from './errors';
import { isName, isPortName } from './names';
import { isStrictNet } from './networks';
import { printed } from './print-go';
import { servicesType } from './schema-go';

/** What every such selector is told that holds the words. */
export const globalOnlyThere = 'global() can only be used in an EntityRule namespaceSelector';

/** `source` or `destination` of a rule, its fields first. Upstream: `validator.go` validateEntityRule. */
export function walkSide(findings: Findings, side: DecodedSide, path: Path): void {
  walkNets(findings, 'Nets', side.nets, [...path, 'nets']);
  walkSelector(findings, 'Selector', side.selector, [...path, 'selector']);
  walkSelector(findings, 'NamespaceSelector', side.namespaceSelector, [...path, 'namespaceSelector']);
  if (side.services !== undefined) walkServices(findings, side.services, [...path, 'services']);
  walkPorts(findings, side.ports, [...path, 'ports']);
  walkNets(findings, 'NotNets', side.notNets, [...path, 'notNets']);
  walkSelector(findings, 'NotSelector', side.notSelector, [...path, 'notSelector']);
  walkPorts(findings, side.notPorts, [...path, 'notPorts']);
  if (side.serviceAccounts !== undefined) {
    walkSelector(findings, 'Selector', side.serviceAccounts.selector, [
      ...path,
      'serviceAccounts',
      'selector',
    ]);
  }
  sideFunction(findings, side, path);
}

function sideFunction(findings: Findings, side: DecodedSide, path: Path): void {
  const { selector, namespaceSelector, services } = side;
  if (selector.includes('global()')) {
    state(findings, 'Selector field', selector, globalOnlyThere, [...path, 'selector']);
  }
  if (namespaceSelector.includes('global(') && !/^[ \t]*global\([ \t]*\)[ \t]*$/.test(namespaceSelector)) {
    const reason = 'global() cannot be combined with other selectors';
    state(findings, 'NamespaceSelector field', namespaceSelector, reason, [...path, 'namespaceSelector']);
  }
  if (services === undefined) return;
  const besides = (what: string): string => `cannot specify ${what} and Services on the same rule`;
  const problems = [
    services.name === '' && 'must specify a service name',
    namespaceSelector !== '' && besides('NamespaceSelector'),
    (selector !== '' || side.notSelector !== '') && besides('Selector/NotSelector'),
    side.serviceAccounts !== undefined && besides('ServiceAccounts'),
    (has(side.nets) || has(side.notNets)) && besides('Nets/NotNets'),
  ];
  for (const problem of problems) {
    if (problem === false) continue;
    state(findings, 'Services field', printed(services, servicesType), problem, [...path, 'services']);
  }
}

/** Whether a list has an item. */
export function has(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function walkNets(findings: Findings, name: string, nets: readonly string[] | undefined, path: Path): void {
  nets?.forEach((net, index) => {
    if (!isStrictNet(net)) tell(findings, `${name}[${index}]`, net, 'net', [...path, index]);
  });
}

/** An empty selector is skipped by the tag or parses, which is the same. */
export function walkSelector(findings: Findings, field: string, selector: string, path: Path): void {
  const parsed = parseSelector(selector);
  if (parsed.kind === 'error') {
    tell(findings, field, selector, 'selector', path, { at: parsed.at, words: parsed.message });
  }
}

function walkServices(findings: Findings, services: DecodedServices, path: Path): void {
  for (const [field, key] of [
    ['Name', 'name'],
    ['Namespace', 'namespace'],
  ] as const) {
    const name = services[key];
    if (name !== '' && !isName(name)) tell(findings, field, name, 'name', [...path, key]);
  }
}

function walkPorts(findings: Findings, ports: readonly DecodedPort[] | undefined, path: Path): void {
  ports?.forEach(({ name, least }, index) => {
    if (name !== '') {
      if (!isPortName(name)) tell(findings, 'PortName', name, 'portName', [...path, index]);
    } else if (least < 1) {
      const reason = 'port range invalid, port number must be between 1 and 65535';
      state(findings, 'Port', `${least}`, reason, [...path, index]);
    }
  });
}
