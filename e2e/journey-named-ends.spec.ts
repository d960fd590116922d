import { canvas, card, expect, line, open, panel, paste, startEmpty, status, test } from './app';

const workload = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: example, ports: [{containerPort: 8080}]}]}
---
`;

const settings = (cni: string) => `apiVersion: drawbridge.internal/v1alpha1
kind: Settings
metadata: {name: cluster}
spec: {cni: ${cni}}
---
`;

const cilium = `${settings('cilium-1.20')}${workload('web')}${workload('api')}apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: api}}
  ingress:
    - fromEndpoints: [{matchLabels: {app: web}}]
      toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{method: GET, path: "/v1/.*"}]}}]
    - fromEntities: [kube-apiserver]
      toPorts: [{ports: [{port: "8080", protocol: TCP}]}]
  egress:
    - toFQDNs: [{matchPattern: "*.example.com"}]
      toPorts: [{ports: [{port: "443", protocol: TCP}]}]
`;

test('a domain that a policy names is seen, asked about and found in the matrix', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'names');
  await paste(page, cilium);
  await expect(status(page)).toContainText('2 workloads');
  await expect(card(page, 'API server')).toBeVisible();
  const domain = canvas(page).getByRole('button', { name: '*.example.com, domains' });
  await expect(domain).toBeVisible();

  await domain.click();
  const inspector = panel(page).getByRole('tabpanel', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'Reached by' })).toContainText('2');
  await inspector.getByRole('button', { name: /api/ }).click();
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText('reaches *.example.com on TCP 443');

  await page.getByRole('radio', { name: 'Matrix' }).click();
  const cell = page.getByRole('gridcell', {
    name: 'API server to api: allowed, nothing said about it, TCP 8080',
  });
  await cell.click();
  await page.keyboard.press('Enter');
  await expect(why).toContainText('API server reaches api on TCP 8080');
});

test('a line that lets only some requests through says so, and why is one click away', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'requests');
  await paste(page, cilium);
  const only = line(page, /^web to api, TCP 8080.*only some HTTP requests: GET \/v1\/\.\*/);
  await expect(only).toBeAttached();
  await expect(page.getByRole('toolbar', { name: 'Legend' })).toContainText('Only some requests');
  // A level line has no height that a click could be aimed at.
  await only.dispatchEvent('click');
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText('with conditions');
  await expect(why).toContainText('GET /v1/.*');
});

test('a global policy lights up the pods and namespaces that it selects', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'global');
  await paste(
    page,
    `${settings('calico-3.32')}${workload('web')}${workload('api')}apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: web-only}
spec:
  selector: app == 'web'
  types: [Ingress]
  ingress: [{action: Allow, source: {selector: app == 'api'}}]
`,
  );
  await line(page, /^api to web/).dispatchEvent('click');
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await why.getByRole('button', { name: 'Show whom web-only selects' }).first().click();
  await expect(
    canvas(page).getByRole('button', { name: /^web, .*selected by the chosen policy/ }),
  ).toBeVisible();
  await expect(card(page, 'api')).not.toHaveAccessibleName(/selected by the chosen policy/);
});
