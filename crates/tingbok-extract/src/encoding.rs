//! Text in UTF-8, UTF-16 and Windows-1252: told apart by strict rules, and never mangled.
//!
//! UTF-8 is given back as it is, its byte order mark too. In UTF-16 the mark is part of the encoding and is not text.
//! Without a mark it is UTF-16 only when the zero bytes leave no doubt. Windows-1252 is taken only when every byte
//! beyond ASCII is a character that Swedish text has, in a place where it can stand: bytes of CP850, of Mac Roman or
//! of UTF-8 that was cut or mended badly are refused where the first of them stands.

use crate::error::ExtractError;
use crate::form::{Encoding, Form};
use crate::{Extracted, Remark};

/// Reads text in whichever of the encodings it is.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ExtractError> {
    let (text, encoding) = decode(bytes)?;
    Ok(Extracted {
        text,
        form: Form::Text(encoding),
        remarks: Vec::<Remark>::new(),
    })
}

fn decode(bytes: &[u8]) -> Result<(String, Encoding), ExtractError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok((utf16(rest, u16::from_le_bytes, 2)?, Encoding::Utf16Le));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok((utf16(rest, u16::from_be_bytes, 2)?, Encoding::Utf16Be));
    }
    if bytes.contains(&0) {
        return unmarked_utf16(bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => Ok((windows_1252(bytes, error.valid_up_to())?, Encoding::Windows1252)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, from: usize) -> Result<String, ExtractError> {
    let units = bytes.chunks_exact(2).map(|pair| match *pair {
        [first, second] => unit([first, second]),
        _ => 0,
    });
    let mut text = String::with_capacity(bytes.len());
    let mut offset = from;
    for decoded in char::decode_utf16(units) {
        let c = decoded.map_err(|error| {
            let half = error.unpaired_surrogate();
            refused(offset, format!("stands U+{half:04X}, half a character of UTF-16"))
        })?;
        text.push(c);
        offset += 2 * c.len_utf16();
    }
    if bytes.len().is_multiple_of(2) {
        Ok(text)
    } else {
        Err(refused(
            offset,
            "half a unit of UTF-16 ends the file, which is truncated",
        ))
    }
}

/// UTF-16 without a mark: text in a Latin alphabet has a zero in nearly every second byte, and in no other.
fn unmarked_utf16(bytes: &[u8]) -> Result<(String, Encoding), ExtractError> {
    let pairs = bytes.chunks_exact(2);
    let count = bytes.len() / 2;
    let zeros = |place: usize| pairs.clone().filter(|pair| pair.get(place) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    let nearly_all = |zeros: usize| zeros * 10 >= count * 9;
    if first == 0 && nearly_all(second) {
        return Ok((utf16(bytes, u16::from_le_bytes, 0)?, Encoding::Utf16Le));
    }
    if second == 0 && nearly_all(first) {
        return Ok((utf16(bytes, u16::from_be_bytes, 0)?, Encoding::Utf16Be));
    }
    let offset = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
    Err(refused(offset, "stands NUL, which no text holds: a binary file"))
}

/// `first` is where the bytes cease to be UTF-8.
fn windows_1252(bytes: &[u8], first: usize) -> Result<String, ExtractError> {
    let (whole, broken) = sequences(bytes);
    if whole >= broken {
        let found = "a character of UTF-8 is broken or cut";
        return Err(refused(first, found));
    }
    let at = |place: Option<usize>| place.and_then(|place| bytes.get(place)).copied().unwrap_or(b' ');
    for (offset, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        if !fits(at(offset.checked_sub(1)), byte, at(Some(offset + 1))) {
            let found = format!(
                "stands 0x{byte:02X}, which cannot be there in Swedish text in Windows-1252; \
                 perhaps it is CP850 or Mac Roman"
            );
            return Err(refused(offset, found));
        }
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(text.into_owned())
}

/// How many characters beyond ASCII are whole in UTF-8, and in how many places it is broken.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (whole, broken)
}

/// Whether a byte is a character that Swedish text has, where it stands.
fn fits(before: u8, byte: u8, after: u8) -> bool {
    let in_word = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    match byte {
        // Ã and Â begin what UTF-8 looks like when it is misread; × and ÷ are no letters.
        0xc3 | 0xc2 | 0xf7 => false,
        // Capitals, Š and Ž too, do not follow a small letter.
        0xc0..=0xd6 | 0xd8..=0xde | 0x8a | 0x8e => !before.is_ascii_lowercase(),
        // Small letters; × as a mark; the apostrophe and the dash, which stand within words too.
        0xdf..=0xff | 0x9a | 0x9e | 0xd7 | 0x92 | 0x96 | 0xad | 0xb7 => true,
        // Quotation marks, the long dash, the dots.
        0x84 | 0x85 | 0x91 | 0x93 | 0x94 | 0x95 | 0x97 => !in_word,
        // The euro, per mille, the trade mark, the blank that does not break.
        0x80 | 0x89 | 0x99 | 0xa0 => !in_word,
        // Signs: £ § ¨ © « ® ° ± ² ³ ´ µ ¹ º » ¼ ½ ¾.
        0xa3 | 0xa7..=0xa9 | 0xab | 0xae | 0xb0..=0xb5 | 0xb9..=0xbe => !in_word,
        _ => false,
    }
}

fn refused(offset: usize, found: impl Into<String>) -> ExtractError {
    ExtractError::Encoding {
        offset,
        found: found.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "§ 57 Översyn av miljöplan – \u{201d}Åland\u{201d} 5 000 kr\r\nRené Ek (S) röstar Ja. ×\n";

    fn in_windows_1252(text: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
    }

    fn said(bytes: &[u8]) -> String {
        match decode(bytes) {
            Ok((_, encoding)) => format!("{encoding:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let marked = format!("\u{feff}{TEXT}");
        let low: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (low.clone(), Encoding::Utf16Le),
            (high.clone(), Encoding::Utf16Be),
            ([b"\xff\xfe".to_vec(), low].concat(), Encoding::Utf16Le),
            ([b"\xfe\xff".to_vec(), high].concat(), Encoding::Utf16Be),
            (in_windows_1252(TEXT), Encoding::Windows1252),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes), Ok((TEXT.to_owned(), encoding)));
        }
        assert_eq!(decode(marked.as_bytes()), Ok((marked.clone(), Encoding::Utf8)));
        assert_eq!(decode(b""), Ok((String::new(), Encoding::Utf8)));
    }

    #[test]
    fn other_encodings_are_refused_where_they_show() {
        // "för" in CP850, Mac Roman, and "När" in CP850.
        assert!(said(b"f\x94r").contains("at byte 1 stands 0x94"));
        assert!(said(b"P\x8cl").contains("at byte 1 stands 0x8C"));
        assert!(said(b"N\x84r").contains("at byte 1 stands 0x84"));
        assert!(said(b"v\x86r").contains("CP850 or Mac Roman"));
        // Two encodings in one file.
        assert!(said(b"p\xe5 v\xe4g f\xc3\xb6r \xf6").contains("at byte 8 stands 0xC3"));
    }

    #[test]
    fn broken_utf_8_is_not_taken_for_latin_1() {
        let bytes = "Åsa Öberg yrkar på återremiss.".as_bytes();
        let cut = &bytes["Åsa Öberg yrkar p".len() + 1..];
        assert!(said(cut).contains("at byte 0"), "{}", said(cut));
        let cut = &bytes[..="Åsa Öberg yrkar p".len()];
        assert_eq!(
            said(cut),
            "no text in UTF-8, UTF-16 or Windows-1252 (Latin-1): at byte 19 a character of UTF-8 is broken or cut; \
             save it as UTF-8"
        );
    }

    #[test]
    fn broken_utf_16_is_refused_where_it_breaks() {
        assert!(said(b"\xff\xfeA\0B").contains("at byte 4 half a unit"));
        assert!(said(b"\xff\xfeA\0\x00\xd8B\0").contains("at byte 4 stands U+D800"));
        assert!(said(b"A\0B").contains("at byte 1 stands NUL") || said(b"A\0B").contains("half a unit"));
        assert!(said(b"text and a \0 in it").contains("at byte 11 stands NUL"));
    }
}
