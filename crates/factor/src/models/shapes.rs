//! What a word or two of a name look like: a size, a generation, a machine type, a form.

/// Whether a word is a Lenovo machine type with its model, such as `20w0004ufr`.
pub(super) fn is_machine_type(word: &str) -> bool {
    let bytes = word.as_bytes();
    matches!(bytes.len(), 4 | 8..=10)
        && bytes.is_ascii()
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes[2..4].iter().any(u8::is_ascii_alphabetic)
}

/// A name without the identifier in brackets that GLPI and Dell put behind it: `(0A20)`, `(22)`.
pub(super) fn without_identifier(model: &str) -> &str {
    let trimmed = model.trim();
    let Some((front, last)) = trimmed.strip_suffix(')').and_then(|open| open.rsplit_once('('))
    else {
        return trimmed;
    };
    let year = last.len() == 4 && last.starts_with("20") && last.parse::<u16>().is_ok();
    let hexadecimal = matches!(last.len(), 1..=6) && last.chars().all(|c| c.is_ascii_hexdigit());
    let digit = last.chars().any(|c| c.is_ascii_digit());
    if hexadecimal && digit && !year && !front.trim().is_empty() { front.trim() } else { trimmed }
}

/// A name with a part number in brackets behind it: what stands before, and the number.
pub(super) fn bracketed(model: &str) -> Option<(&str, &str)> {
    let (front, inner) = model.trim().strip_suffix(')')?.rsplit_once('(')?;
    let number = inner.len() >= 5
        && inner.contains(|c: char| c.is_ascii_digit())
        && inner.contains(|c: char| c.is_ascii_alphabetic())
        && !inner.contains(' ');
    (number && !front.trim().is_empty()).then_some((front.trim(), inner))
}

pub(super) fn is_inch(word: &str) -> bool {
    matches!(word, "inch" | "inches" | "in" | "pouces" | "pouce" | "zoll")
}

pub(super) fn is_capacity(word: &str) -> bool {
    matches!(word, "gb" | "go" | "tb" | "to")
}

pub(super) fn is_memory(word: &str) -> bool {
    matches!(word, "ssd" | "hdd" | "nvme" | "ram")
}

/// A word such as `256gb`.
pub(super) fn is_capacity_word(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    is_capacity(&word[digits.len()..]) && digits.parse::<f64>().is_ok()
}

/// A generation and how many words say it: `g8`, `gen 3`, `gen10`, `5th gen`, `3rd`, `9e génération`.
pub(super) fn generation(word: &str, next: &str, bare: bool) -> Option<(u32, usize)> {
    let whole = |text: &str| text.parse::<u32>().ok().filter(|n| (1..=20).contains(n));
    if matches!(word, "gen" | "generation") {
        return whole(next.trim_end_matches(['a', 'i'])).map(|n| (n, 2));
    }
    if let Some(n) = word.strip_prefix("gen").and_then(whole) {
        return Some((n, 1));
    }
    let said = matches!(next, "gen" | "generation");
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(n) = word.strip_suffix(ending).and_then(whole) {
            return Some((n, if said { 2 } else { 1 }));
        }
    }
    for ending in ["eme", "ere", "e"] {
        if let (Some(n), true) = (word.strip_suffix(ending).and_then(whole), said) {
            return Some((n, 2));
        }
    }
    whole(word).filter(|_| bare).map(|n| (n, 1))
}

/// The size and platform of a Lenovo consumer laptop: `15iil05` is 15, `iil`.
pub(super) fn platform_of(word: &str) -> Option<(&str, &str)> {
    let size = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (inches, rest) = word.split_at(size);
    let platform = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = [
        "iil", "iwl", "ikb", "isk", "igm", "igl", "iml", "itl", "iap", "iau", "iru", "ibr", "ibd",
        "icb", "icn", "ich", "irh", "ikl", "ish", "api", "are", "ada", "ast", "acl", "alc", "aba",
        "amn", "arb", "arh", "ach", "ach6", "arr", "abr", "ikbr", "imh",
    ];
    (matches!(inches.len(), 0 | 2) && known.contains(&platform)).then_some((inches, platform))
}

/// The form that the last letter of a `ThinkCentre` M says: `m920q` is a M920 Tiny.
pub(super) fn thinkcentre_form(word: &str) -> Option<(&str, &'static str)> {
    let letter = word.chars().last()?;
    let form = match letter {
        's' => "sff",
        'q' => "tiny",
        't' => "tower",
        'z' | 'a' => "aio",
        _ => return None,
    };
    let model = &word[..word.len() - 1];
    let digits = model.strip_prefix('m')?;
    (matches!(digits.len(), 2..=4) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some((model, form))
}
