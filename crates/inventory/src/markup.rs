//! HTML in cells, reduced to its words: tools write links, icons and labels into what they export.
//!
//! What breaks a line in a page breaks it here too, so that several values in a cell stay apart.

use ground::table::{RecordCells, disarmed_inside};

/// The longest tag that is looked for, in bytes: links carry long addresses.
const LONGEST_TAG: usize = 4096;

/// Tags after which a page goes on in the same line.
const INLINE: [&str; 14] = [
    "a", "abbr", "b", "bdi", "em", "font", "i", "img", "mark", "small", "span", "strong", "sub",
    "u",
];

/// The other elements of a page; what else stands between angle brackets is a name.
const BREAKING: [&str; 62] = [
    "address",
    "area",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "link",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "s",
    "script",
    "section",
    "select",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Entities that exports write, and what they stand for.
const ENTITIES: [(&str, char); 29] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("ntilde", 'ñ'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("Agrave", 'À'),
    ("Ccedil", 'Ç'),
    ("oelig", 'œ'),
    ("euro", '€'),
];

/// Reduces the cells of a record that hold HTML to their words.
#[inline]
pub(super) fn reduce(record: &mut RecordCells<'_>) {
    if record.may_be_marked() {
        let cells: Vec<Option<String>> = record.iter().map(plain).collect();
        if cells.iter().any(Option::is_some) {
            let told = |(own, words): (&[u8], Option<String>)| {
                words.map_or_else(|| own.to_vec(), String::into_bytes)
            };
            let reduced: Vec<Vec<u8>> = record.iter().zip(cells).map(told).collect();
            record.put(reduced);
        }
    }
}

/// A cell without HTML, and without the marks that we put before what looks like a formula inside
/// it; `None` where it has neither.
fn plain(cell: &[u8]) -> Option<String> {
    match disarmed_inside(cell) {
        Some(cell) => words(&cell).or_else(|| String::from_utf8(cell).ok()),
        None => words(cell),
    }
}

/// The words of a cell that holds HTML; `None` where it holds none.
fn words(cell: &[u8]) -> Option<String> {
    memchr::memchr2(b'<', b'&', cell)?;
    let text = std::str::from_utf8(cell).ok()?;
    let (mut out, mut rest, mut found) = (String::with_capacity(text.len()), text, false);
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((name, after)) = tag(rest) {
            found = true;
            out.push(if INLINE.contains(&name.as_str()) { ' ' } else { '\n' });
            rest = after;
        } else if let Some((letter, after)) = entity(rest) {
            found = true;
            out.push(letter);
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    if !found {
        return None;
    }
    out.push_str(rest);
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// Whether a text starts with the tag of a page.
pub fn is_markup(text: &str) -> bool {
    tag(text).is_some()
}

/// The name of the tag that a text starts with, and what comes after it.
fn tag(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('<')?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (mut quote, mut end) = (None, None);
    for (at, byte) in inner.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => {
                end = Some(at);
                break;
            }
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    let name: String = named.chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let known = INLINE.contains(&name.as_str()) || BREAKING.contains(&name.as_str());
    // `Annexe <nord>` is a place.
    if known { Some((name, &inner[end? + 1..])) } else { None }
}

/// The letter of the entity that a text starts with, and what comes after it.
fn entity(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|byte| byte == b';')?;
    let (name, after) = (&inner[..end], &inner[end + 1..]);
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| !letter.is_control())?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_leaves_its_words_and_breaks_lines_where_a_page_does() {
        for (cell, expected) in [
            ("<a href=\"https://x.example/5?a=1&b=2\"> Latitude 5440</a>", "Latitude 5440"),
            ("<i class=\"fa\"></i> Ready <label class='x > y'>Deployed</label>", "Ready\nDeployed"),
            ("Portable<br>Station<hr/>Écran", "Portable\nStation\nÉcran"),
            ("R&amp;D, H&#244;tel d&eacute;p&ocirc;t &#x41;", "R&D, Hôtel dépôt A"),
            ("<img src=x>", ""),
            ("&lt;b&gt;", "<b>"),
        ] {
            assert_eq!(words(cell.as_bytes()).as_deref(), Some(expected), "{cell}");
        }
    }

    #[test]
    fn what_is_no_markup_stays_as_it_is() {
        for cell in [
            "a < b",
            "AT&T",
            "R&D;x",
            "<3",
            "x <y",
            "&bogus;",
            "&#0;",
            "<a href=\"x",
            "Annexe <nord>",
            "<Siège>",
            "</fin>",
        ] {
            assert_eq!(words(cell.as_bytes()), None, "{cell}");
        }
        let mut record = RecordCells::of(["a < b", "c"]);
        reduce(&mut record);
        assert_eq!(record, RecordCells::of(["a < b", "c"]));
    }

    #[test]
    fn a_record_keeps_its_cells_and_their_order() {
        let mut record = RecordCells::of(["1", "<b>HP</b>", "a & b"]);
        reduce(&mut record);
        assert_eq!(record, RecordCells::of(["1", "HP", "a & b"]));
    }
}
