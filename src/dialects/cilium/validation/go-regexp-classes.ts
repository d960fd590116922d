/*
 * Names of character classes that Go's regular expressions know. Upstream: Go `regexp/syntax` and `unicode` (15.0).
 */

const posix: ReadonlySet<string> = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);

/** `[:alpha:]` or `[:^alpha:]`, brackets included. */
export function isPosixClass(text: string): boolean {
  return posix.has(text.slice(2, -2).replace(/^\^/, ''));
}

/** Categories, their long names, and the scripts of one word: names of several words are looked up in vain there. */
const names: ReadonlySet<string> = new Set(
  (
    'any assigned ascii lc ' +
    'c cc cf cn co cs l ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps s sc sk sm so z zl zp zs ' +
    'casedletter closepunctuation combiningmark connectorpunctuation control currencysymbol dashpunctuation ' +
    'decimalnumber enclosingmark finalpunctuation format initialpunctuation letter letternumber lineseparator ' +
    'lowercaseletter mark mathsymbol modifierletter modifiersymbol nonspacingmark number openpunctuation other ' +
    'otherletter othernumber otherpunctuation othersymbol paragraphseparator privateuse punctuation separator ' +
    'spaceseparator spacingmark surrogate symbol titlecaseletter unassigned uppercaseletter cntrl digit punct ' +
    'adlam ahom arabic armenian avestan balinese bamum batak bengali bhaiksuki bopomofo brahmi braille buginese ' +
    'buhid carian chakma cham cherokee chorasmian common coptic cuneiform cypriot cyrillic deseret devanagari ' +
    'dogra duployan elbasan elymaic ethiopic georgian glagolitic gothic grantha greek gujarati gurmukhi han ' +
    'hangul hanunoo hatran hebrew hiragana inherited javanese kaithi kannada katakana kawi kharoshthi khmer ' +
    'khojki khudawadi lao latin lepcha limbu lisu lycian lydian mahajani makasar malayalam mandaic manichaean ' +
    'marchen medefaidrin miao modi mongolian mro multani myanmar nabataean nandinagari newa nko nushu ogham ' +
    'oriya osage osmanya palmyrene phoenician rejang runic samaritan saurashtra sharada shavian siddham ' +
    'sinhala sogdian soyombo sundanese syriac tagalog tagbanwa takri tamil tangsa tangut telugu thaana thai ' +
    'tibetan tifinagh tirhuta toto ugaritic vai vithkuqi wancho yezidi yi'
  ).split(' '),
);

/** The name in `\p{…}`, a leading `^` taken away: letter case, blanks, `_` and `-` do not count. */
export function isUnicodeClass(name: string): boolean {
  return names.has(name.replace(/[ _-]/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
}
