import { canvas, card, expect, open, paste, startEmpty, status, test } from './app';

/** What `kubectl get -o yaml` prints of `count` applications, with its noise. */
function cluster(count: number): string {
  const documents: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const namespace = `team-${index % 20}`;
    const name = `app-${index}`;
    documents.push(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  creationTimestamp: "2026-01-02T03:04:05Z"
  managedFields:
  - {apiVersion: apps/v1, fieldsType: FieldsV1, manager: kubectl, operation: Update}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}, tier: ${index % 3 === 0 ? 'edge' : 'inner'}}}
    spec: {containers: [{name: main, image: "example/${name}:1", ports: [{containerPort: 8080}]}]}
status: {replicas: 1}
`);
    documents.push(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  policyTypes: [Ingress]
${index % 50 === 0 ? '  ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 8080}]}]\n' : ''}`);
  }
  return documents.join('---\n');
}

test('two thousand pasted documents are shown, and what the internet reaches is found', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'pasted');
  await paste(page, cluster(1000));
  await expect(status(page)).toContainText('1,000 workloads', { timeout: 60_000 });
  await expect(status(page)).toContainText('1,000 policies');
  await expect(
    canvas(page).getByRole('button', { name: /^namespace team-0, collapsed, 50 workloads/ }),
  ).toBeVisible();
  await page.getByRole('combobox', { name: 'Check a path' }).fill('8.8.8.8 to app-100 8080');
  await page.keyboard.press('Enter');
  const why = page.getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText('reaches');
  await page.getByRole('combobox', { name: 'Check a path' }).fill('8.8.8.8 to app-101 8080');
  await page.keyboard.press('Enter');
  await expect(why).toContainText('cannot reach');
});

test('a broken document hides no other, and is told with its line', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'broken');
  await paste(
    page,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: before, namespace: shop, labels: {app: before}}\nspec: {containers: [{name: a}]}\n---\nkind: [\n---\n' +
      'apiVersion: v1\nkind: Pod\nmetadata: {name: after, namespace: shop, labels: {app: after}}\nspec: {containers: [{name: a}]}\n',
  );
  await expect(card(page, 'before')).toBeVisible();
  await expect(card(page, 'after')).toBeVisible();
  await page.getByRole('tab', { name: /^Problems/ }).click();
  await expect(page.getByRole('tabpanel', { name: 'Problems' })).toContainText(/:\d+/);
});

test('policies without a cluster draw workloads that are marked inferred', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'policies only');
  await paste(
    page,
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: api, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: api}}\n' +
      '  ingress:\n  - from: [{podSelector: {matchLabels: {app: web}}}]\n',
  );
  await expect(card(page, 'api')).toContainText('inferred');
  await expect(card(page, 'web')).toContainText('inferred');
});

test('hostile text is shown as text', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'hostile');
  const name = 'x'.repeat(5000);
  await paste(
    page,
    `apiVersion: v1\nkind: Pod\nmetadata: {name: "${name}", namespace: __proto__, labels: {a: "<img src=x onerror=alert(1)>"}}\nspec: {containers: [{name: a}]}\n---\n` +
      'apiVersion: v1\nkind: Pod\nmetadata: {name: "<script>alert(1)</script>", namespace: shop, labels: {app: "<b>"}}\nspec: {containers: [{name: a}]}\n',
  );
  await expect(status(page)).toContainText('2 workloads');
  await expect(
    canvas(page)
      .getByRole('button', { name: /script/ })
      .first(),
  ).toBeVisible();
  expect(await page.locator('script:not([src])').count()).toBe(0);
  expect(await page.locator('img[onerror]').count()).toBe(0);
});
