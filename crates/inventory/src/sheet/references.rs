//! What stands for a letter in the text of a sheet's part.

/// The letter that a reference stands for, by its name or its number; a space where there is none.
pub(super) fn reference(name: &str) -> char {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match (name, number) {
        (_, Some(number)) => char::from_u32(number).filter(|c| *c != '\0').unwrap_or(' '),
        ("amp", _) => '&',
        ("lt", _) => '<',
        ("gt", _) => '>',
        ("quot", _) => '"',
        ("apos", _) => '\'',
        _ => ' ',
    }
}

/// A text with its references replaced.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at + 1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'));
        let Some(end) = end.map(|end| end + 1).filter(|end| rest[at + end..].starts_with(';'))
        else {
            out.push('&');
            rest = &rest[at + 1..];
            continue;
        };
        out.push(reference(&rest[at + 1..at + end]));
        rest = &rest[at + end + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_its_letter() {
        assert_eq!((reference("#232"), reference("#xE9"), reference("amp")), ('è', 'é', '&'));
        assert_eq!((reference("#0"), reference("#x110000"), reference("nbsp")), (' ', ' ', ' '));
    }

    #[test]
    fn a_text_keeps_what_is_no_reference() {
        assert_eq!(unescaped("R&D ; H&#244;tel &lt;3&gt; &"), "R&D ; Hôtel <3> &");
    }
}
