//! Text made plain for patterns, and cut into sentences.

/// A sentence with the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) line: usize,
    pub(super) text: String,
}

/// Lower case without accents, all ASCII; apostrophes, quotes, dashes and spaces of one kind; marks of emphasis and
/// characters without width left out, so that none hides a word.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ç' => out.push('c'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '₂' => out.push('2'),
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => out.push('-'),
            // Marks, and a letter's accent written apart.
            '*'
            | '_'
            | '~'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{300}'..='\u{36f}' => {}
            '«' | '»' | '“' | '”' | '„' => out.push('"'),
            '±' => out.push_str("+-"),
            '·' | '•' => out.push(' '),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_ascii() => out.push(c),
            c => out.push(if c.is_alphabetic() { 'x' } else { '#' }),
        }
    }
    let words: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The sentences of a text: a full stop, an exclamation or question mark ends one; so do an empty
/// line, and a line that begins as a title or an item of a list. A line that is one of `marks`, by which
/// the program says what a sentence of its own rests on, is none.
pub(super) fn sentences(text: &str, marks: &[String]) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut open: Option<Sentence> = None;
    let mut close = |open: &mut Option<Sentence>| {
        if let Some(done) = open.take().filter(|s| s.text.chars().any(char::is_alphanumeric)) {
            let text = done.text.split_whitespace().collect::<Vec<_>>().join(" ");
            out.push(Sentence { text, ..done });
        }
    };
    for (line, row) in (1..).zip(text.lines()) {
        let row = row.trim();
        let is_mark = marks.iter().any(|mark| mark == row);
        let row = if is_mark { "" } else { row };
        let title = row.starts_with('#');
        let item = row.starts_with(MARKS) || is_numbered(row);
        let row = unmarked(row);
        if row.is_empty() || item {
            close(&mut open);
        }
        let chars: Vec<char> = row.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            open.get_or_insert_with(|| Sentence { line, text: String::new() }).text.push(*c);
            let next = chars.get(at + 1);
            // A point within a number or an abbreviation ends nothing.
            let ends = match c {
                '!' | '?' | '…' => true,
                '.' => {
                    next.is_none_or(|next| {
                        next.is_whitespace() || matches!(next, '"' | '»' | '”' | ')')
                    }) && !is_short(&chars[..at])
                }
                _ => false,
            };
            if ends && next.is_none_or(|next| !matches!(next, '"' | '»' | '”' | ')')) {
                close(&mut open);
            }
        }
        if let Some(open) = &mut open {
            open.text.push(' ');
        }
        if title {
            close(&mut open);
        }
    }
    close(&mut open);
    out
}

/// What a line of a list, a title, a quotation or a table begins with.
const MARKS: [char; 9] = ['#', '-', '–', '—', '*', '+', '•', '|', '>'];

/// A line without the marks of lists and quotations that it begins with: what is parted from the
/// words by a blank is no sign of a figure.
fn unmarked(mut row: &str) -> &str {
    loop {
        let rest = row.trim_start_matches(MARKS);
        if rest.len() == row.len() || !rest.starts_with(' ') {
            return row;
        }
        row = rest.trim_start();
    }
}

/// Whether a line begins as a numbered item does.
fn is_numbered(row: &str) -> bool {
    let digits = row.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0
        && digits < 3
        && row[digits..].starts_with([')', '.'])
        && row[digits + 1..].starts_with(' ')
}

/// Words cut short; not `etc`, which ends a sentence as often.
const SHORT: [&str; 13] =
    ["art", "env", "cf", "p", "ex", "no", "m", "mme", "e.g", "i.e", "vs", "al", "st"];

/// Whether what stands before a point is a word cut short.
fn is_short(before: &[char]) -> bool {
    let word: String = before
        .iter()
        .rev()
        .take_while(|c| c.is_alphabetic() || **c == '.')
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let word = word.to_lowercase();
    SHORT.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_emphasis_or_hidden_character_hides_a_word() {
        assert_eq!(plain("**Né\u{200b}utre** en  CO₂"), "neutre en co2");
        assert_eq!(plain("l’E\u{301}cologie – d’ici"), "l'ecologie - d'ici");
    }

    #[test]
    fn sentences_end_where_they_do() {
        let text = "Notre parc pèse 22.8 t. Il a\ngrandi (art. 6).\n\n# Titre\n- un\n- deux !\nFin";
        let found: Vec<(usize, String)> =
            sentences(text, &[]).into_iter().map(|s| (s.line, s.text)).collect();
        let expected = [
            (1, "Notre parc pèse 22.8 t."),
            (1, "Il a grandi (art. 6)."),
            (4, "Titre"),
            (5, "un"),
            (6, "deux !"),
            (7, "Fin"),
        ];
        let expected: Vec<(usize, String)> =
            expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(found, expected);
        // What a sentence of the program rests on parts it from the next, and is none.
        let marks = ["[weee_weight]".to_owned()];
        let found = sentences("Poids : 121 kg\n    [weee_weight]\nFin [neutre]\n", &marks);
        let found: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(found, ["Poids : 121 kg", "Fin [neutre]"]);
    }
}
