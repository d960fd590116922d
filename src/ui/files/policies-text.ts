import type { App } from '../app-context';
import { announce } from '../kit/announce';
import { saveAs } from '../../workspace/browser';

/** Puts the text of all policies into the clipboard. */
export async function copyPolicies(app: App): Promise<void> {
  const text = await textOf(app);
  if (text === undefined) return;
  try {
    await navigator.clipboard.writeText(text);
    app.commands.say('Copied the policies');
    announce('Copied the policies');
  } catch {
    app.commands.say('This browser does not let the page copy. Download the policies instead.');
  }
}

/** Hands the text of all policies to the person as one file. */
export async function savePolicies(app: App): Promise<void> {
  const text = await textOf(app);
  if (text !== undefined) saveAs('policies.yaml', text, 'application/yaml');
}

async function textOf(app: App): Promise<string | undefined> {
  const { policiesOf } = await import('../../workspace/policies-of');
  const { files, summary } = app.getState();
  const text = policiesOf(files, summary?.policies.map((policy) => policy.place) ?? []);
  if (text === '') {
    app.commands.say('There are no policies yet.');
    return undefined;
  }
  return text;
}
