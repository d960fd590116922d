import type { App } from '../app-context';
import { announce } from '../kit/announce';
import { policiesOf } from '../../workspace/policies-of';
import { saveAs } from '../../workspace/browser';

/** Puts the text of all policies into the clipboard. */
export async function copyPolicies(app: App): Promise<void> {
  const text = textOf(app);
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
export function savePolicies(app: App): void {
  const text = textOf(app);
  if (text !== undefined) saveAs('policies.yaml', text, 'application/yaml');
}

function textOf(app: App): string | undefined {
  const { files, summary } = app.getState();
  const text = policiesOf(files, summary?.policies.map((policy) => policy.place) ?? []);
  if (text === '') {
    app.commands.say('There are no policies yet.');
    return undefined;
  }
  return text;
}
