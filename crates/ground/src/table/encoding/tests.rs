//! Encodings told from bytes.

use super::*;

fn read(bytes: &[u8]) -> Result<(Encoding, String), Fault> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    let source = TextSource::open(&path, None)?;
    let encoding = source.encoding;
    let mut out = String::new();
    source.into_text().read_to_string(&mut out).unwrap();
    Ok((encoding, out))
}

#[test]
fn byte_order_marks_are_read_and_removed() {
    assert_eq!(
        read(b"\xEF\xBB\xBFNom;\xC3\x89tat\n").unwrap(),
        (Encoding::Utf8, "Nom;État\n".into())
    );
    let text = "\u{feff}Nom;État\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).unwrap(), (Encoding::Utf16Le, "Nom;État\n".into()));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read(&utf16).unwrap(), (Encoding::Utf16Be, "Nom;État\n".into()));
}

#[test]
fn utf16_without_mark_is_told_by_its_zero_bytes() {
    let utf16: Vec<u8> = "Nom;Type\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).unwrap(), (Encoding::Utf16Le, "Nom;Type\n".into()));
}

#[test]
fn french_windows_1252_is_read_as_it_was_written() {
    assert_eq!(
        read(b"Mod\xE8le;C\x9Cur \x96 10 \x80\n").unwrap(),
        (Encoding::Windows1252, "Modèle;Cœur – 10 €\n".into())
    );
}

#[test]
fn what_spanish_german_and_portuguese_excel_writes_is_read() {
    for text in [
        "N\u{ba} serie;Edif. 1\u{ba}, 2\u{aa} planta;\u{bf}Cu\u{e1}ntos?",
        "27\u{b3};1920\u{d7}1080;2\u{bd};S\u{e3}o;\u{c1}rea;Gr\u{f6}\u{df}e",
    ] {
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(read(&bytes).unwrap(), (Encoding::Windows1252, text.to_owned()));
    }
}

#[test]
fn cyrillic_and_old_dos_are_refused_not_guessed() {
    // A Russian heading in Windows-1251, and `écran` in code page 850.
    for bytes in [&b"\xCC\xEE\xE4\xE5\xEB\xFC;\xD2\xE8\xEF\n"[..], b"\x82cran;Mod\x8Ale\n"] {
        let fault = read(bytes).unwrap_err().render(crate::lang::Lang::En);
        assert!(fault.contains("neither UTF-8 nor Windows-1252"), "{fault}");
    }
}

#[test]
fn mac_roman_is_refused_not_guessed() {
    // "Modèle" in Mac Roman: è is 0x8F, which no Windows-1252 text has.
    let fault = read(b"Mod\x8Fle;Type\n").unwrap_err().render(crate::lang::Lang::En);
    assert!(fault.contains("neither UTF-8 nor Windows-1252"), "{fault}");
    assert!(fault.contains("--encoding macintosh"), "{fault}");
}

#[test]
fn spreadsheets_and_binaries_are_named() {
    let fault = read(b"PK\x03\x04rest").unwrap_err().render(crate::lang::Lang::Fr);
    assert!(fault.contains("XLSX/ODS/ZIP"), "{fault}");
    assert!(
        read(b"a\0b\x01\0\0").unwrap_err().render(crate::lang::Lang::En).contains("zero bytes")
    );
    assert!(read(b"").unwrap_err().render(crate::lang::Lang::En).contains("empty"));
    let hash: Vec<u8> = (1..=255_u8).cycle().step_by(7).take(300).collect();
    let fault = read(&hash).unwrap_err().render(crate::lang::Lang::En);
    assert!(fault.contains("control characters"), "{fault}");
    // A sign of a telephone or a printer's escape in a cell is no reason to refuse the list.
    assert!(read(b"type\nlap\x01top\n").is_ok());
    assert!(read(b"type;model\nlaptop;Latitude\x01 5420 of the town hall\n").is_ok());
}

#[test]
fn carriage_returns_alone_end_lines() {
    assert_eq!(read(b"a;b\r1;2\r").unwrap().1, "a;b\n1;2\n");
    assert_eq!(read(b"a;b\r\"x\ny\";2\r3;4\r").unwrap().1, "a;b\n\"x\ny\";2\n3;4\n");
    assert_eq!(read(b"a;b\n\"x\ry\";2\n").unwrap().1, "a;b\n\"x\ry\";2\n");
}

#[test]
fn utf_32_is_read_in_both_orders_of_bytes() {
    let plain = "Nom;État;𝄞\n".repeat(40_000);
    let text = format!("\u{feff}{plain}");
    let little: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    assert!(read(&little).unwrap() == (Encoding::Utf32Le, plain.clone()));
    let big: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    assert!(read(&big).unwrap() == (Encoding::Utf32Be, plain));
}
