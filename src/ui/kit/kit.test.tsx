// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { gateWidth } from './GateGlyph';
import { Menu } from './Menu';
import { MenuItem } from './MenuItems';
import { Sentence } from './NameCode';
import { PanelBoundary } from './PanelBoundary';
import { Segmented } from './Segmented';

afterEach(cleanup);

test('names in backticks are set as names, and markup in them stays text', () => {
  const { container } = render(<Sentence text="`<b>x</b>` cannot reach `api` and one ` is left" />);
  expect([...container.querySelectorAll('code')].map((code) => code.textContent)).toEqual([
    '<b>x</b>',
    'api',
  ]);
  expect(container.textContent).toContain('one ');
  expect(container.querySelector('b')).toBeNull();
});

test('a segmented control is one Tab stop and arrows choose', async () => {
  const choose = vi.fn();
  const options = [
    { value: 'a', label: 'Graph' },
    { value: 'b', label: 'Matrix' },
  ] as const;
  render(<Segmented label="View" value="a" options={options} onChange={choose} />);
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Graph' }));
  await userEvent.keyboard('{ArrowRight}');
  expect(choose).toHaveBeenCalledWith('b');
});

test('a menu opens by keyboard and runs what is chosen', async () => {
  const run = vi.fn();
  render(
    <Menu trigger={<Button>Export</Button>}>
      <MenuItem onSelect={run}>Download</MenuItem>
    </Menu>,
  );
  screen.getByRole('button', { name: 'Export' }).focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Download' }));
  expect(run).toHaveBeenCalledOnce();
});

test('a dialog has its title as its name and closes by Escape', async () => {
  const change = vi.fn();
  render(
    <Dialog open onOpenChange={change} title="New workspace">
      text
    </Dialog>,
  );
  expect(screen.getByRole('dialog', { name: 'New workspace' })).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(change).toHaveBeenCalledWith(false);
});

test('an error in a panel shows in that panel, and a change of revision tries again', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  function Fragile({ broken }: { broken: boolean }) {
    if (broken) throw new Error('no such row');
    return <p>fine</p>;
  }
  const { rerender } = render(
    <PanelBoundary name="The matrix" retryKey={1}>
      <Fragile broken />
    </PanelBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('no such row');
  rerender(
    <PanelBoundary name="The matrix" retryKey={2}>
      <Fragile broken={false} />
    </PanelBoundary>,
  );
  expect(screen.getByText('fine')).toBeTruthy();
  quiet.mockRestore();
});

test('a gate grows with the words in it', () => {
  expect([gateWidth('guarded', '2'), gateWidth('guarded', '12'), gateWidth('shut', '12')]).toEqual([
    18, 24, 18,
  ]);
  expect(gateWidth('guarded', '8/17')).toBeGreaterThan(gateWidth('guarded', 'all'));
});
