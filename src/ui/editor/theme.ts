import { editor } from './monaco';

/** Hex value of a custom property of the page, in full: builds shorten it, and Monaco takes nothing else. */
function token(style: CSSStyleDeclaration, name: string): string {
  const value = style.getPropertyValue(name).trim();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
  if (short !== null) {
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  }
  return /^#[0-9a-f]{6}$/i.test(value) ? value : '#808080';
}

/** Makes Monaco look like the page does now: colors come from the design tokens. */
function applyTheme(): void {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => token(style, name);
  const dark = style.colorScheme.includes('dark');
  const rule = (name: string, property: string, fontStyle?: string) => ({
    token: name,
    foreground: color(property).slice(1),
    ...(fontStyle === undefined ? {} : { fontStyle }),
  });
  const name = dark ? 'drawbridge-dark' : 'drawbridge-light';
  editor.defineTheme(name, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      rule('', '--syntax-value'),
      rule('key', '--syntax-key'),
      rule('string', '--syntax-value'),
      rule('tag', '--syntax-value'),
      rule('number', '--syntax-number'),
      rule('comment', '--syntax-comment', 'italic'),
      rule('punctuation', '--syntax-punctuation'),
    ],
    colors: {
      foreground: color('--text-1'),
      focusBorder: color('--accent'),
      'editor.background': color('--surface-panel'),
      'editor.foreground': color('--syntax-value'),
      'editorCursor.foreground': color('--text-1'),
      'editorLineNumber.foreground': color('--text-3'),
      'editorLineNumber.activeForeground': color('--text-2'),
      'editorLineNumber.dimmedForeground': color('--text-3'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': color('--accent-line') + '80',
      'editor.inactiveSelectionBackground': color('--surface-active'),
      'editor.selectionHighlightBackground': color('--surface-active'),
      'editor.wordHighlightBackground': color('--surface-active') + '80',
      'editor.wordHighlightTextBackground': color('--surface-active') + '80',
      'editor.findMatchBackground': color('--accent-line'),
      'editor.findMatchHighlightBackground': color('--accent-bg'),
      'editor.findRangeHighlightBackground': color('--surface-hover'),
      'editorBracketMatch.background': color('--surface-active'),
      'editorBracketMatch.border': '#00000000',
      'editorIndentGuide.background1': '#00000000',
      'editorIndentGuide.activeBackground1': color('--border-1'),
      'editorGutter.background': color('--surface-panel'),
      'editorGutter.foldingControlForeground': color('--text-3'),
      'editorError.foreground': color('--denied'),
      'editorWarning.foreground': color('--unwanted'),
      'editorInfo.foreground': color('--inferred'),
      'editorWidget.background': color('--surface-raised'),
      'editorWidget.foreground': color('--text-1'),
      'editorWidget.border': color('--border-2'),
      'editorHoverWidget.background': color('--surface-raised'),
      'editorHoverWidget.foreground': color('--text-1'),
      'editorHoverWidget.border': color('--border-2'),
      'editorHoverWidget.statusBarBackground': color('--surface-chrome'),
      'editorSuggestWidget.background': color('--surface-raised'),
      'editorSuggestWidget.foreground': color('--text-1'),
      'editorSuggestWidget.border': color('--border-2'),
      'editorSuggestWidget.selectedBackground': color('--surface-active'),
      'editorSuggestWidget.selectedForeground': color('--text-1'),
      'editorSuggestWidget.selectedIconForeground': color('--text-2'),
      'editorSuggestWidget.highlightForeground': color('--accent-text'),
      'editorSuggestWidget.focusHighlightForeground': color('--accent-text'),
      'editorMarkerNavigation.background': color('--surface-raised'),
      'editorMarkerNavigationError.background': color('--denied'),
      'editorMarkerNavigationWarning.background': color('--unwanted'),
      'editorMarkerNavigationInfo.background': color('--inferred'),
      'input.background': color('--surface-panel'),
      'input.foreground': color('--text-1'),
      'input.border': color('--border-3'),
      'input.placeholderForeground': color('--text-3'),
      'inputOption.activeBorder': color('--accent'),
      'inputOption.activeBackground': color('--accent-bg'),
      'inputOption.activeForeground': color('--accent-text'),
      'list.hoverBackground': color('--surface-hover'),
      'list.focusBackground': color('--surface-active'),
      'list.focusForeground': color('--text-1'),
      'list.highlightForeground': color('--accent-text'),
      'menu.background': color('--surface-raised'),
      'menu.foreground': color('--text-1'),
      'menu.selectionBackground': color('--surface-active'),
      'menu.selectionForeground': color('--text-1'),
      'menu.separatorBackground': color('--border-1'),
      'menu.border': color('--border-2'),
      'quickInput.background': color('--surface-raised'),
      'quickInput.foreground': color('--text-1'),
      'quickInputList.focusBackground': color('--surface-active'),
      'quickInputList.focusForeground': color('--text-1'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': color('--border-3') + '55',
      'scrollbarSlider.hoverBackground': color('--border-3') + '88',
      'scrollbarSlider.activeBackground': color('--border-3') + 'aa',
      'textLink.foreground': color('--accent-text'),
      'textLink.activeForeground': color('--accent-text'),
      'textCodeBlock.background': color('--surface-sunken'),
      'widget.shadow': '#00000022',
      'widget.border': color('--border-2'),
      'editorLightBulb.foreground': color('--text-2'),
      'editorLightBulbAutoFix.foreground': color('--accent'),
    },
  });
  editor.setTheme(name);
}

/** Keeps Monaco's colors those of the page until stopped. */
export function followTheme(): () => void {
  applyTheme();
  const observer = new MutationObserver(applyTheme);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
  return () => {
    observer.disconnect();
  };
}
