/** Who may import whom (rows in the order of the pipeline), and which packages stay in which folder. */
export type FolderRule = {
  /** Folder below `src`, or a file. */
  readonly folder: string;
  /** Folders (by their row's name) that it may import. */
  readonly may: readonly string[];
  /** Folders of which it may import types only. */
  readonly mayTypes?: readonly string[];
  /** Packages that it may import; `node:` stands for all of Node's. */
  readonly packages?: readonly string[];
};

const engine = [
  'yaml',
  'model',
  'resources',
  'dialects',
  'cni',
  'evaluator',
  'expectations',
  'snapshot',
  'authoring',
  'language',
];

export const folderRules: readonly FolderRule[] = [
  { folder: 'yaml', may: [] },
  { folder: 'model', may: [] },
  { folder: 'resources', may: ['yaml', 'model'] },
  { folder: 'dialects', may: ['yaml', 'model', 'resources'], packages: ['re2js'] },
  { folder: 'cni', may: ['model', 'resources', 'dialects'] },
  { folder: 'evaluator', may: ['model'] },
  { folder: 'expectations', may: ['yaml', 'model', 'resources', 'evaluator'] },
  {
    folder: 'snapshot',
    may: ['yaml', 'model', 'resources', 'dialects', 'cni', 'evaluator', 'expectations'],
  },
  { folder: 'authoring', may: engine.slice(0, 8) },
  { folder: 'language', may: engine.slice(0, 9) },
  { folder: 'analysis', may: engine },
  {
    folder: 'views',
    may: ['model'],
    mayTypes: ['expectations', 'language', 'analysis', 'authoring'],
  },
  { folder: 'registry-kubernetes.ts', may: ['dialects', 'cni'], mayTypes: ['snapshot'] },
  { folder: 'registry.ts', may: ['dialects', 'cni', 'registry-kubernetes.ts'], mayTypes: ['snapshot'] },
  {
    folder: 'worker',
    may: ['analysis', 'views', 'registry.ts', 'registry-kubernetes.ts', 'language', 'authoring'],
    mayTypes: ['yaml', 'snapshot'],
  },
  {
    folder: 'workspace',
    may: ['yaml', 'model', 'worker'],
    mayTypes: ['views', 'analysis', 'authoring'],
    packages: ['zustand', 'idb', 'fflate'],
  },
  {
    folder: 'ui',
    may: ['workspace', 'views', 'model', 'yaml'],
    mayTypes: ['authoring', 'expectations', 'language', 'analysis', 'worker'],
    packages: [
      'react',
      'react-dom',
      'radix-ui',
      'lucide-react',
      '@tanstack/react-virtual',
      'react-resizable-panels',
      'cmdk',
    ],
  },
  { folder: 'ui/canvas', may: [], packages: ['@xyflow/react'] },
  { folder: 'ui/editor', may: [], packages: ['monaco-editor'] },
  {
    folder: 'cli',
    may: [
      'analysis',
      'views',
      'registry.ts',
      'model',
      'yaml',
      'dialects',
      'resources',
      'evaluator',
      'snapshot',
      'cni',
    ],
    packages: ['node:'],
  },
  { folder: 'main.tsx', may: ['ui', 'workspace', 'worker'], packages: ['react', 'react-dom'] },
];
