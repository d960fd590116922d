import type { PathRef, Place, Summary } from '../analysis/types';
import type { SourceFile, TextEdit } from '../yaml/types';

/** What the person has chosen; at most one thing. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'workload'; readonly id: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'outside'; readonly id: string }
  | { readonly kind: 'path'; readonly path: PathRef }
  | { readonly kind: 'policy'; readonly key: string };

export type Position = { readonly x: number; readonly y: number };

/** What changes in one undo step, besides the selection. */
export type Change = {
  readonly label: string;
  /** The revision that the edits were planned on; the change is refused where the texts have changed since. */
  readonly revision?: number;
  readonly edits?: readonly TextEdit[];
  /** New files; `id` is given by the workspace. */
  readonly newFiles?: readonly NewText[];
};

export type PanelTab = 'why' | 'problems' | 'expectations' | 'inspector';
export type MainView = 'graph' | 'matrix' | 'editor';
export type Theme = 'light' | 'dark' | 'system';

/** What a person prefers: never part of a workspace. */
export type Preferences = {
  readonly theme: Theme;
  readonly editorOpen: boolean;
  readonly panelOpen: boolean;
  readonly editorWidth: number;
  readonly panelHeight: number;
  /** `auto`: beside pictures of many namespaces. */
  readonly minimap: 'auto' | 'shown' | 'hidden';
};

/** `saved`: on this device. `failed`: storage is full or forbidden, the text says how. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Whether this tab may write: `writer`, or a `follower` of another tab that has the workspace open. */
export type TabRole = 'writer' | 'follower';

export type WorkspaceInfo = { readonly id: string; readonly name: string; readonly changed: number };

/** A text passage to light up in the editor, kept until the selection changes. */
export type LitLines = {
  readonly place: Place;
  readonly tone: 'closest' | 'decided' | 'missed';
};

/** The whole state of the app. Replaced, never changed in place. */
export type WorkspaceState = {
  readonly id: string;
  readonly name: string;
  readonly workspaces: readonly WorkspaceInfo[];
  readonly files: readonly SourceFile[];
  /** Counts changes of the texts. */
  readonly revision: number;
  readonly activeFile: string | undefined;
  /** Dragged cards, by `kind/namespace/name`, `namespace/NAME` or `outside/…`. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly collapsed: readonly string[];
  /** Fold keys of cards that the person unfolded. */
  readonly unfolded: readonly string[];
  readonly canUndo: string | undefined;
  readonly canRedo: string | undefined;
  readonly role: TabRole;
  readonly save: SaveState;
  readonly selection: Selection;
  readonly view: MainView;
  readonly panel: PanelTab;
  readonly preferences: Preferences;
  /** The newest summary; its revision lags behind while the engine works. */
  readonly summary: Summary | undefined;
  /** The engine has been working on the current revision for a noticeable time. */
  readonly working: boolean;
  /** What the engine said when it failed as a whole; the text is safe. */
  readonly engineFailure: string | undefined;
  /** A place to bring into view in the editor; `nonce` changes with every request. */
  readonly reveal: { readonly place: Place; readonly nonce: number } | undefined;
  readonly lit: readonly LitLines[];
  /** Ids of workloads matched by the selector under the caret. */
  readonly matched: readonly string[];
  /** What the card under the pointer or the preview of a candidate adds to the picture. */
  readonly preview: { readonly opened: readonly PathRef[]; readonly closed: readonly PathRef[] } | undefined;
  /** Where the caret is, counted from 1; undefined while the editor is not in use. */
  readonly caret: { readonly line: number; readonly column: number } | undefined;
  /** A message with an optional act, shown once. */
  readonly toast: Toast | undefined;
};

export type Toast = {
  readonly id: number;
  readonly text: string;
  /** It can be taken back by `actOnToast`. */
  readonly undo: boolean;
  /** It stays until it is dismissed. */
  readonly lasting: boolean;
  /** `actOnToast` downloads a copy of all files. */
  readonly download: boolean;
};

/** What the first sitting opens. */
export type Sample = { readonly name: string; readonly files: readonly NewText[] };

/** A file as it comes from outside: by dropping, pasting, or as part of a new workspace. */
export type NewText = { readonly name: string; readonly text: string };

/** Everything a person can do to the state. All of them are safe to call at any time. */
export type WorkspaceCommands = {
  /** Replaces the text of a file as typing does: merged into one undo step by pauses. */
  readonly type: (file: string, text: string) => void;
  /** Edits files and adds new ones as one undo step. False where it could not be done; a message says why. */
  readonly change: (change: Change) => boolean;
  /** Gives the id of the new file; an empty text where this tab may not write. */
  readonly addFile: (name: string, text: string) => string;
  /** Adds several files as one undo step and opens the first. */
  readonly addFiles: (files: readonly NewText[], label: string) => void;
  readonly renameFile: (file: string, name: string) => void;
  readonly moveFile: (file: string, index: number) => void;
  readonly deleteFile: (file: string) => void;
  readonly duplicateFile: (file: string) => void;
  readonly openFile: (file: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Moves cards, as one undo step. */
  readonly place: (positions: Readonly<Record<string, Position>>) => void;
  readonly forgetPositions: () => void;
  readonly collapse: (namespace: string, collapsed: boolean) => void;
  readonly collapseAll: (namespaces: readonly string[]) => void;
  readonly unfold: (foldKey: string, unfolded: boolean) => void;
  readonly select: (selection: Selection) => void;
  readonly show: (view: MainView) => void;
  readonly openPanel: (panel: PanelTab) => void;
  readonly prefer: (preferences: Partial<Preferences>) => void;
  /** Opens a file and brings the place into view. */
  readonly revealPlace: (place: Place) => void;
  readonly light: (lines: readonly LitLines[]) => void;
  readonly match: (workloads: readonly string[]) => void;
  readonly preview: (preview: WorkspaceState['preview']) => void;
  /** Writes the CNI into the Settings document. */
  readonly chooseCni: (name: string) => void;
  readonly newWorkspace: (name: string, files: readonly NewText[]) => Promise<void>;
  /** A copy of the open workspace, opened. */
  readonly duplicateWorkspace: () => Promise<void>;
  readonly switchWorkspace: (id: string) => Promise<void>;
  readonly renameWorkspace: (name: string) => void;
  /** With undo by the toast. */
  readonly deleteWorkspace: (id: string) => Promise<void>;
  readonly takeOver: () => void;
  readonly say: (text: string, options?: { undo?: boolean; lasting?: boolean; download?: boolean }) => void;
  readonly dismissToast: () => void;
  /** Does what the message offers: takes back, or downloads. */
  readonly actOnToast: () => void;
  /** All files as a zip, or the one file as it is. */
  readonly download: () => Promise<void>;
  readonly caretAt: (caret: WorkspaceState['caret']) => void;
  /** Gives up what the engine is computing; the text is safe, and the next edit tries again. */
  readonly stopWorking: () => void;
};
