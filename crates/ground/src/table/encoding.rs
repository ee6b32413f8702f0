//! From the bytes of a file to UTF-8 text, without ever guessing an encoding into mojibake.
//!
//! A byte-order mark decides; else valid UTF-8; else Windows-1252 when every high byte stands for
//! a letter or sign that Western languages use. Anything else is refused with a hint.

use super::input::open_input;
use crate::fault::Fault;
use crate::text;
use encoding_rs::{CoderResult, Decoder};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// How many bytes are looked at to recognise the encoding.
const SNIFFED: u64 = 16 << 20;

/// The encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// UTF-32, little-endian.
    Utf32Le,
    /// UTF-32, big-endian.
    Utf32Be,
    /// Windows-1252, what French Excel calls "CSV".
    Windows1252,
    /// Mac Roman; read only when asked for.
    Macintosh,
}

impl Encoding {
    /// The name users know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Utf32Le => "utf-32le",
            Self::Utf32Be => "utf-32be",
            Self::Windows1252 => "windows-1252",
            Self::Macintosh => "macintosh",
        }
    }

    /// The encoding of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        [
            Self::Utf8,
            Self::Utf16Le,
            Self::Utf16Be,
            Self::Utf32Le,
            Self::Utf32Be,
            Self::Windows1252,
            Self::Macintosh,
        ]
        .into_iter()
        .find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }

    fn decoder(self) -> Option<Decoder> {
        match self {
            // UTF-32 is decoded here: the web has none, and neither has the library.
            Self::Utf8 | Self::Utf32Le | Self::Utf32Be => None,
            Self::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder_with_bom_removal()),
            Self::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder_with_bom_removal()),
            Self::Windows1252 => Some(encoding_rs::WINDOWS_1252.new_decoder_without_bom_handling()),
            Self::Macintosh => Some(encoding_rs::MACINTOSH.new_decoder_without_bom_handling()),
        }
    }
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the file or of its reading"
)]
/// A text file opened for reading as UTF-8; rows with broken bytes are found by the reader.
pub struct TextSource {
    file: File,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    /// Bytes of a character that the last call had no room for.
    waiting: Vec<u8>,
    ended: bool,
    finished: bool,
    lone_cr: bool,
    head: Vec<u8>,
    /// Whether the head is the whole text.
    pub head_is_whole: bool,
    /// The encoding it is read with.
    pub encoding: Encoding,
    /// The file's length in bytes.
    pub length: u64,
}

impl TextSource {
    /// Opens a file, recognising its encoding, or taking `forced`.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is empty, is binary, or its encoding cannot be told.
    pub fn open(path: &Path, forced: Option<Encoding>) -> Result<Self, Fault> {
        let file = open_input(path).map_err(|error| unreadable(path, &error))?;
        Self::of(file, path, forced)
    }

    /// As [`TextSource::open`], of a file opened already; `path` names it in faults.
    ///
    /// # Errors
    ///
    /// As [`TextSource::open`].
    pub fn of(mut file: File, path: &Path, forced: Option<Encoding>) -> Result<Self, Fault> {
        let unreadable = |error: io::Error| unreadable(path, &error);
        let length = file.metadata().map_err(unreadable)?.len();
        let mut head = Vec::new();
        file.by_ref().take(SNIFFED).read_to_end(&mut head).map_err(unreadable)?;
        if head.is_empty() {
            return Err(Fault::new(text!("le fichier est vide", "the file is empty"))
                .in_file(path)
                .hint(text!(
                    "exportez de nouveau la liste depuis votre outil, titres de colonnes compris",
                    "export the list again from your tool, column headings included"
                )));
        }
        let (encoding, bom) = match forced {
            Some(encoding) => (encoding, bom_length(&head)),
            None => recognise(&head, head.len() as u64 == length).map_err(|f| f.in_file(path))?,
        };
        let skip = if encoding == Encoding::Utf8 { bom } else { 0 };
        file.seek(SeekFrom::Start(skip as u64)).map_err(unreadable)?;
        let mut source = Self {
            file,
            decoder: encoding.decoder(),
            raw: vec![0; 1 << 16],
            raw_start: 0,
            raw_end: 0,
            waiting: Vec::with_capacity(4),
            ended: false,
            finished: false,
            lone_cr: false,
            head: Vec::new(),
            head_is_whole: false,
            encoding,
            length,
        };
        let mut start = vec![0; 1 << 18];
        let mut read = 0;
        while read < start.len() {
            match source.read(&mut start[read..]).map_err(unreadable)? {
                0 => break,
                n => read += n,
            }
        }
        source.head_is_whole = read < start.len();
        start.truncate(read);
        // A file written on an old Mac ends its lines with a carriage return alone.
        source.lone_cr = lines_end_with_cr(&start);
        if source.lone_cr {
            cr_to_lf(&mut start);
        }
        source.head = start;
        Ok(source)
    }

    /// The first decoded bytes, for recognising delimiter and headings.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The fault of a file that was there and can no longer be read.
    pub fn cannot_read(path: &Path, error: &io::Error) -> Fault {
        unreadable(path, error)
    }

    /// Starts over at the first byte of text.
    pub fn into_text(self) -> impl Read + Send {
        io::Cursor::new(self.head.clone()).chain(Tail(self))
    }
}

struct Tail(TextSource);

impl Read for Tail {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buf)?;
        if self.0.lone_cr {
            cr_to_lf(&mut buf[..n]);
        }
        Ok(n)
    }
}

impl TextSource {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if matches!(self.encoding, Encoding::Utf32Le | Encoding::Utf32Be) {
            return self.read_utf32(buf);
        }
        let Some(decoder) = &mut self.decoder else { return self.file.read(buf) };
        while !self.finished {
            if self.raw_start == self.raw_end && !self.ended {
                self.raw_end = self.file.read(&mut self.raw)?;
                self.raw_start = 0;
                self.ended = self.raw_end == 0;
            }
            let (result, read, written, _) =
                decoder.decode_to_utf8(&self.raw[self.raw_start..self.raw_end], buf, self.ended);
            self.raw_start += read;
            self.finished = self.ended && result == CoderResult::InputEmpty;
            if written > 0 || result == CoderResult::OutputFull {
                return Ok(written);
            }
        }
        Ok(0)
    }

    /// Decodes as many characters as `buf` takes; what is left of one waits for the next call.
    fn read_utf32(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buf.len() {
            if !self.waiting.is_empty() {
                let room = self.waiting.len().min(buf.len() - written);
                buf[written..written + room].copy_from_slice(&self.waiting[..room]);
                self.waiting.drain(..room);
                written += room;
                continue;
            }
            if self.raw_end - self.raw_start < 4 && !self.ended {
                self.raw.copy_within(self.raw_start..self.raw_end, 0);
                self.raw_end -= self.raw_start;
                self.raw_start = 0;
                let read = self.file.read(&mut self.raw[self.raw_end..])?;
                self.raw_end += read;
                self.ended = read == 0;
                continue;
            }
            let left = &self.raw[self.raw_start..self.raw_end];
            let Some((unit, _)) = left.split_first_chunk::<4>() else { break };
            let code = match self.encoding {
                Encoding::Utf32Be => u32::from_be_bytes(*unit),
                _ => u32::from_le_bytes(*unit),
            };
            self.raw_start += 4;
            let decoded = match char::from_u32(code) {
                Some('\u{feff}') => continue,
                // The delimiter of re-exports in this encoding; a delimiter here is one byte.
                Some('¤') => '\u{1f}',
                Some(other) => other,
                None => char::REPLACEMENT_CHARACTER,
            };
            self.waiting.extend_from_slice(decoded.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(written)
    }
}

/// Whether lines end with a carriage return alone: none outside quotes ends with a line feed.
fn lines_end_with_cr(start: &[u8]) -> bool {
    let (mut quoted, mut lone) = (false, false);
    for (at, byte) in start.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return false,
            b'\r' if !quoted && start.get(at + 1) != Some(&b'\n') => lone = true,
            _ => {}
        }
    }
    lone
}

fn cr_to_lf(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte == b'\r' {
            *byte = b'\n';
        }
    }
}

/// The fault of a file that cannot be opened or read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let fault = match error.kind() {
        io::ErrorKind::NotFound => {
            Fault::new(text!("fichier introuvable", "file not found")).hint(text!(
                "vérifiez le chemin ; `--help` de la commande montre ce qu'on peut donner",
                "check the path; the command's `--help` shows what can be given"
            ))
        }
        io::ErrorKind::PermissionDenied => Fault::new(text!(
            "le fichier ne peut pas être lu : accès refusé",
            "the file cannot be read: permission denied"
        )),
        io::ErrorKind::InvalidData => {
            Fault::new(text!("ce n'est pas un texte en UTF-8", "this is not UTF-8 text"))
                .hint(text!("enregistrez le fichier en UTF-8", "save the file as UTF-8"))
        }
        io::ErrorKind::InvalidInput => Fault::new(text!(
            "ce n'est pas un fichier : un tube, une prise ou un périphérique ne peut pas être lu plusieurs fois",
            "this is no file: a pipe, a socket or a device cannot be read several times"
        ))
        .hint(text!(
            "enregistrez ce qu'il donne dans un fichier, et donnez ce fichier",
            "save what it gives to a file, and give that file"
        )),
        io::ErrorKind::FileTooLarge => Fault::new(text!(
            "le fichier est bien plus grand que tout fichier de cette sorte",
            "the file is far larger than any file of its kind"
        )),
        _ => Fault::new(text!("le fichier ne peut pas être lu", "the file cannot be read"))
            .because(error),
    };
    fault.in_file(path)
}

fn bom_length(head: &[u8]) -> usize {
    if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}

/// Tells the encoding from the first bytes; `whole` says that they are the entire file.
fn recognise(head: &[u8], whole: bool) -> Result<(Encoding, usize), Fault> {
    // Before UTF-16, whose mark this one starts with.
    if head.starts_with(b"\xFF\xFE\0\0") {
        return Ok((Encoding::Utf32Le, 4));
    }
    if head.starts_with(b"\0\0\xFE\xFF") {
        return Ok((Encoding::Utf32Be, 4));
    }
    if head.starts_with(b"\xFF\xFE") {
        return Ok((Encoding::Utf16Le, 2));
    }
    if head.starts_with(b"\xFE\xFF") {
        return Ok((Encoding::Utf16Be, 2));
    }
    if let Some(kind) = binary_kind(head) {
        return Err(no_text(text!(
            "ce n'est pas un fichier CSV, mais un fichier d'une autre sorte : {}",
            "this is not a CSV file, but a file of another kind: {}",
            kind
        )));
    }
    let zeros = head.iter().take(4096).enumerate().filter(|(_, byte)| **byte == 0);
    let (even, odd) =
        zeros.fold((0, 0), |(e, o), (i, _)| if i % 2 == 0 { (e + 1, o) } else { (e, o + 1) });
    let looked = head.len().min(4096);
    match (even, odd) {
        (0, 0) => {}
        (0, odd) if odd * 3 > looked => return Ok((Encoding::Utf16Le, 0)),
        (even, 0) if even * 3 > looked => return Ok((Encoding::Utf16Be, 0)),
        _ => {
            return Err(no_text(text!(
                "ce n'est pas un fichier texte (octets nuls)",
                "this is not a text file (zero bytes)"
            )));
        }
    }
    let control = head.iter().take(4096).filter(|byte| is_control(**byte)).count();
    if control > FEW_CONTROLS && control * 20 > looked {
        return Err(no_text(text!(
            "ce n'est pas un fichier texte (caractères de commande)",
            "this is not a text file (control characters)"
        )));
    }
    let bom = bom_length(head);
    match std::str::from_utf8(head) {
        Ok(_) => return Ok((Encoding::Utf8, bom)),
        // A sequence cut by the end of what was looked at is no fault.
        Err(error) if error.error_len().is_none() && !whole => return Ok((Encoding::Utf8, bom)),
        Err(_) => {}
    }
    // Bytes that are not UTF-8 among sequences that are: the file is UTF-8, some rows are broken,
    // and the reader sets those aside.
    if bom > 0 || has_multibyte(head) {
        return Ok((Encoding::Utf8, bom));
    }
    if is_western(head) {
        return Ok((Encoding::Windows1252, 0));
    }
    Err(Fault::new(text!(
        "l'encodage du fichier n'est ni UTF-8 ni Windows-1252, et il n'est pas deviné",
        "the file's encoding is neither UTF-8 nor Windows-1252, and it is not guessed"
    ))
    .hint(save_as_utf8())
    .hint(text!(
        "ou dites-le : `--encoding macintosh` (ou windows-1252, utf-16le, utf-16be)",
        "or say it: `--encoding macintosh` (or windows-1252, utf-16le, utf-16be)"
    )))
}

/// The fault of a file that is no list, and what to do.
fn no_text(what: crate::lang::Text) -> Fault {
    Fault::new(what)
        .hint(text!("exportez la liste au format CSV (UTF-8)", "export the list as CSV (UTF-8)"))
}

/// As many control characters are a scanner's, or a slip, however short the file.
const FEW_CONTROLS: usize = 4;

/// Whether no list has the byte: a control character that ends no line, cell, page or file.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control()
        && !matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x1A | 0x1C..=0x1F)
}

fn save_as_utf8() -> crate::lang::Text {
    text!(
        "enregistrez-le en « CSV UTF-8 » (Excel : Enregistrer sous ; LibreOffice : jeu de caractères)",
        "save it as \"CSV UTF-8\" (Excel: Save as; LibreOffice: character set)"
    )
}

fn has_multibyte(head: &[u8]) -> bool {
    head.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Whether bytes read as Windows-1252 are what Western languages write: each high byte stands for a
/// sign of theirs, and most letters are plain ones, as in no text in Cyrillic or Greek.
fn is_western(head: &[u8]) -> bool {
    let high = head.iter().filter(|byte| **byte >= 0x80).count();
    let plain = head.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    high <= plain && head.iter().all(|byte| *byte < 0x80 || is_western_sign(*byte))
}

/// Whether a Windows-1252 byte stands for what Western languages use: a letter with its accent, a
/// quotation mark, a dash, the euro, an ordinal (`Nº`, `2ª`), a fraction, a no-break space.
fn is_western_sign(byte: u8) -> bool {
    matches!(byte,
        0x80 | 0x85 | 0x8C | 0x91..=0x97 | 0x99 | 0x9C | 0xA0 | 0xA1 | 0xA3 | 0xA7 | 0xA9..=0xAB
        | 0xAE | 0xB0..=0xB5 | 0xB7 | 0xB9..=0xCF | 0xD1..=0xDC | 0xDF..=0xEF | 0xF1..=0xFC)
}

fn binary_kind(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'P', b'K', 3, 4, ..] => Some("XLSX/ODS/ZIP"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("XLS (Excel 97-2003)"),
        [b'%', b'P', b'D', b'F', ..] => Some("PDF"),
        [0x1F, 0x8B, ..] => Some("gzip"),
        [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
        [b'P', b'A', b'R', b'1', ..] => Some("Parquet"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
