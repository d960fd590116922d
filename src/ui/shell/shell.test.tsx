// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { StatementSummary, Summary } from '../../analysis/types';
import { memoryGround, MemoryStorage } from '../../workspace/ground-for-tests';
import { openWorkspace } from '../../workspace/workspace';
import { AppContext } from '../app-context';
import type { App } from '../app-context';
import { readingWhereNarrow } from '../app/reading-app';
import { FileTabs } from '../files/FileTabs';
import { problemCounts } from '../files/problem-counts';
import { Toolbar } from '../kit/Toolbar';
import { whatChanged } from './LiveRegion';
import { Splitter } from './Splitter';
import { StartScreen } from './StartScreen';
import { ToastHost } from './ToastHost';
import { useShortcuts } from './use-shortcuts';
import { roomOf } from './use-room';

const shop = {
  name: 'my-shop',
  files: [
    { name: 'a.yaml', text: 'kind: A\n' },
    { name: 'b.yaml', text: 'kind: B\n' },
    { name: 'c.yaml', text: 'kind: C\n' },
  ],
};

let closeLast: (() => void) | undefined;
afterEach(() => {
  cleanup();
  closeLast?.();
  closeLast = undefined;
});

async function openApp(change: Parameters<typeof memoryGround>[0] = {}): Promise<App> {
  const ground = memoryGround(change);
  const workspace = await openWorkspace(ground, () => Promise.resolve(shop));
  closeLast = workspace.close;
  return { ...workspace, engine: ground.engine };
}

function show(app: App, part: ReactNode) {
  return render(<AppContext value={app}>{part}</AppContext>);
}

function Shortcuts(): null {
  useShortcuts();
  return null;
}

test('files are tabs: arrows open them, plus adds one', async () => {
  const app = await openApp();
  show(app, <FileTabs />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('tab', { name: 'b.yaml' }));
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'c.yaml' }).getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{Home}');
  expect(document.activeElement?.textContent).toBe('a.yaml');
  await user.click(screen.getByRole('button', { name: 'New file' }));
  expect(screen.getByRole('tab', { name: 'untitled.yaml' }).getAttribute('aria-selected')).toBe('true');
});

test('undo and redo are the workspace’s everywhere but in small fields', async () => {
  const app = await openApp();
  show(
    app,
    <>
      <Shortcuts />
      <input aria-label="name" />
      <button type="button">elsewhere</button>
    </>,
  );
  const user = userEvent.setup();
  const count = () => app.getState().files.length;
  act(() => void app.commands.addFile('d.yaml', ''));
  await user.click(screen.getByLabelText('name'));
  await user.keyboard('{Control>}z{/Control}');
  expect(count()).toBe(4);
  await user.click(screen.getByRole('button', { name: 'elsewhere' }));
  await user.keyboard('{Control>}z{/Control}');
  expect(count()).toBe(3);
  await user.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  expect(count()).toBe(4);
});

test('single keys work in canvas and matrix only, and never while something is typed there', async () => {
  const app = await openApp();
  show(
    app,
    <>
      <Shortcuts />
      <main data-region="main">
        <button type="button">card</button>
        <input aria-label="filter" />
      </main>
      <button type="button">elsewhere</button>
    </>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'elsewhere' }));
  await user.keyboard('m');
  await user.click(screen.getByLabelText('filter'));
  await user.keyboard('m');
  expect(app.getState().view).toBe('graph');
  await user.click(screen.getByRole('button', { name: 'card' }));
  await user.keyboard('m');
  expect(app.getState().view).toBe('matrix');
});

test('a slash goes to Check a path from anywhere but text fields, the editor and open cards', async () => {
  const app = await openApp();
  show(
    app,
    <>
      <Shortcuts />
      <div data-slot="check-path">
        <input aria-label="Check a path" />
      </div>
      <button type="button">elsewhere</button>
      <input aria-label="name" />
      <div className="nokey">
        <button type="button">in the editor</button>
      </div>
    </>,
  );
  const user = userEvent.setup();
  const field = screen.getByLabelText('Check a path');
  const goesThere = async (start: () => unknown) => {
    await start();
    await user.keyboard('/');
    const found = document.activeElement === field;
    field.blur();
    return found;
  };
  expect(await goesThere(() => user.click(screen.getByRole('button', { name: 'elsewhere' })))).toBe(true);
  expect(await goesThere(() => user.click(document.body))).toBe(true);
  expect(await goesThere(() => user.click(screen.getByLabelText('name')))).toBe(false);
  expect(await goesThere(() => user.click(screen.getByRole('button', { name: 'in the editor' })))).toBe(
    false,
  );
  expect((field as HTMLInputElement).value).toBe('');
});

test('a message goes after a while, a lasting one stays and offers a download', async () => {
  const storage = new MemoryStorage();
  const app = await openApp({ storage });
  show(app, <ToastHost />);
  vi.useFakeTimers();
  act(() => app.commands.say('Copied'));
  expect(screen.getByText('Copied')).toBeTruthy();
  act(() => {
    vi.advanceTimersByTime(5000);
  });
  expect(screen.queryByText('Copied')).toBeNull();
  vi.useRealTimers();
  storage.failure = new DOMException('full', 'QuotaExceededError');
  act(() => void app.commands.addFile('d.yaml', ''));
  expect(await screen.findByRole('button', { name: 'Download a copy' })).toBeTruthy();
});

test('deleting a file offers to take it back', async () => {
  const app = await openApp();
  show(app, <ToastHost />);
  act(() => app.commands.deleteFile(app.getState().files[1]?.id ?? ''));
  expect(app.getState().files.map(({ name }) => name)).toEqual(['a.yaml', 'c.yaml']);
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(app.getState().files.map(({ name }) => name)).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
});

test('the first screen offers three ways, by keys 1 to 3 too', async () => {
  const app = await openApp();
  const draw = vi.fn();
  show(app, <StartScreen onDraw={draw} />);
  expect(document.activeElement?.textContent).toContain('Open the sample');
  await userEvent.keyboard('2');
  expect(draw).toHaveBeenCalledOnce();
  await userEvent.keyboard('1');
  await vi.waitFor(() => expect(app.getState().workspaces.length).toBe(2));
});

test('a splitter moves by 16 with arrows, stays within its bounds, and goes back with a double click', async () => {
  const change = vi.fn();
  const sizes = { size: 364, least: 360, most: 900, usual: 436 };
  render(<Splitter label="Width" direction="columns" {...sizes} onDrag={vi.fn()} onChange={change} />);
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{ArrowLeft}{ArrowRight}');
  await user.dblClick(screen.getByRole('separator'));
  expect(change.mock.calls.map(([size]) => size as number)).toEqual([380, 360, 436]);
});

test('a toolbar is one Tab stop, and arrows go round in it', async () => {
  render(
    <>
      <Toolbar label="Tools" vertical>
        <button type="button">one</button>
        <button type="button" disabled>
          off
        </button>
        <button type="button">two</button>
      </Toolbar>
      <button type="button">after</button>
    </>,
  );
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toBe('two');
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toBe('one');
  await user.tab();
  expect(document.activeElement?.textContent).toBe('after');
});

test('in a narrow window everything is to read only, and in a wide one to write again', async () => {
  const app = readingWhereNarrow(await openApp());
  const resize = (width: number) => {
    Object.defineProperty(window, 'innerWidth', { value: width, configurable: true });
    window.dispatchEvent(new Event('resize'));
  };
  const heard = vi.fn();
  const end = app.subscribe(heard);
  resize(600);
  expect(app.getState().role).toBe('follower');
  expect(app.getState()).toBe(app.getState());
  resize(1280);
  expect(app.getState().role).toBe('writer');
  expect(heard).toHaveBeenCalledTimes(2);
  end();
});

test('rooms change at 1200, 1024 and 700', () => {
  expect([1200, 1199, 1024, 1023, 700, 699].map(roomOf)).toEqual([
    'wide',
    'medium',
    'medium',
    'narrow',
    'narrow',
    'phone',
  ]);
});

test('what an edit did to the expectations is said in words', () => {
  const list = (...statuses: StatementSummary['status'][]) =>
    statuses.map((status) => ({ status }) as StatementSummary);
  expect(whatChanged(list('fails', 'fails'), list('holds', 'fails'))).toBe('1 more expectation is met');
  expect(whatChanged(list('holds', 'holds'), list('fails', 'fails'))).toBe('2 more fail');
  expect(whatChanged(list('holds'), list('holds'))).toBe('');
});

test('tabs count errors and warnings of their own file', () => {
  const problem = (file: string, severity: string) => ({ severity, place: { file } });
  const problems = [problem('1', 'error'), problem('1', 'warning'), problem('2', 'info')];
  expect([...problemCounts(problems as unknown as Summary['problems'])]).toEqual([
    ['1', { errors: 1, warnings: 1 }],
  ]);
});
