//! Letters that a document holds in parts (a letter and an accent, a ligature), and characters of symbol fonts.

/// The letter with the accent, where Swedish text or a name in it has one.
pub(crate) fn composed(letter: char, accent: char) -> Option<char> {
    let column = match accent {
        '\u{308}' | '\u{a8}' => 0,
        '\u{30a}' | '\u{2da}' | '\u{b0}' => 1,
        '\u{301}' | '\u{b4}' => 2,
        '\u{300}' | '`' => 3,
        '\u{302}' | '\u{2c6}' | '^' => 4,
        '\u{303}' | '\u{2dc}' | '~' => 5,
        '\u{327}' | '\u{b8}' => 6,
        '\u{30c}' | '\u{2c7}' => 7,
        _ => return None,
    };
    let (_, row) = COMPOSED.iter().find(|(base, _)| *base == letter)?;
    row.chars().nth(column).filter(|c| *c != ' ')
}

/// Whether a glyph of its own may be the accent of the letter that it stands over.
pub(crate) fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            ..='\u{36f}'
                | '\u{a8}'
                | '\u{b4}'
                | '\u{2c6}'
                | '\u{2c7}'
                | '\u{2da}'
                | '\u{2dc}'
                | '`'
                | '\u{b8}'
    )
}

/// The letters of a ligature.
pub(crate) fn parted(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// What a code of the private use area shows in the symbol fonts of Office (Symbol, Wingdings).
pub(crate) fn symbol(code: u32) -> Option<char> {
    Some(match code & 0xff {
        0x2d | 0x2b => '-',
        0x6c | 0xb7 | 0x9f => '•',
        0x6e | 0xa7 => '▪',
        0x6f | 0x71 | 0xa8 => '☐',
        0x76 | 0xd8 => '➢',
        0x78 | 0xfd => '☒',
        0xa2 => '○',
        0xfb => '✗',
        0xfc => '✓',
        0xfe => '☑',
        0xe0 | 0xe8 => '→',
        _ => return None,
    })
}

/// Diaeresis, ring, acute, grave, circumflex, tilde, cedilla, caron.
const COMPOSED: &[(char, &str)] = &[
    ('a', "äåáàâã  "),
    ('A', "ÄÅÁÀÂÃ  "),
    ('o', "ö óòôõ  "),
    ('O', "Ö ÓÒÔÕ  "),
    ('e', "ë éèê  ě"),
    ('E', "Ë ÉÈÊ  Ě"),
    ('u', "üůúùûũ  "),
    ('U', "ÜŮÚÙÛŨ  "),
    ('i', "ï íìîĩ  "),
    ('I', "Ï ÍÌÎĨ  "),
    ('\u{131}', "ï íìîĩ  "),
    ('y', "ÿ ý     "),
    ('Y', "Ÿ Ý     "),
    ('n', "  ń  ñ ň"),
    ('N', "  Ń  Ñ Ň"),
    ('c', "  ć ĉ çč"),
    ('C', "  Ć Ĉ ÇČ"),
    ('s', "  ś ŝ şš"),
    ('S', "  Ś Ŝ ŞŠ"),
    ('z', "  ź    ž"),
    ('Z', "  Ź    Ž"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed() {
        assert_eq!(composed('a', '\u{308}'), Some('ä'));
        assert_eq!(composed('A', '\u{2da}'), Some('Å'));
        assert_eq!(composed('s', '\u{30c}'), Some('š'));
        assert_eq!(composed('k', '\u{a8}'), None);
        assert_eq!(composed('o', '\u{30a}'), None);
        assert!(COMPOSED.iter().all(|(_, row)| row.chars().count() == 8));
    }
}
