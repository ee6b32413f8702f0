//! Words that are nearly a maker's own, put right.

use super::name::ProductName;
use std::collections::BTreeSet;

/// The name with words that are nearly the maker's own put right, and how sure that is.
pub(super) fn mend(known: &BTreeSet<String>, name: &ProductName) -> Option<(ProductName, f64)> {
    let mut sure = 1.0;
    let mut tokens = name.tokens.clone();
    let joined = tokens.iter().enumerate().find_map(|(i, a)| {
        let begun = known.range::<String, _>(a..).take_while(|word| word.starts_with(a));
        let ends = begun.map(|word| &word[a.len()..]).filter(|end| end.len() > 2);
        let place = |end: &str| tokens.iter().enumerate().position(|(j, b)| i != j && b == end);
        Some((i, ends.filter_map(place).min()?))
    });
    if let Some((i, j)) = joined {
        let word = format!("{}{}", tokens[i], tokens[j]);
        tokens.retain(|token| *token != name.tokens[i] && *token != name.tokens[j]);
        tokens.push(word);
    }
    let mut mended = Vec::new();
    for token in tokens {
        let letters = token.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(token.len());
        let (word, rest) = token.split_at(letters);
        if word.len() < 5 || known.contains(&token) {
            mended.push(token);
            continue;
        }
        let allowed = if word.len() < 8 { 1 } else { 2 };
        // A word is as far from another at least as it is longer or shorter.
        let may_be_near =
            |near: &&String| near.len() >= 5 && near.len().abs_diff(word.len()) <= allowed;
        let near = known.iter().filter(may_be_near).filter_map(|near| {
            let distance = strsim::osa_distance(word, near);
            (distance <= allowed).then_some((distance, near))
        });
        match near.min() {
            Some((distance, near)) => {
                #[expect(clippy::cast_precision_loss, reason = "words are short")]
                let share = distance as f64 / word.len() as f64;
                sure *= 1.0 - share;
                mended.push(near.clone());
                if !rest.is_empty() {
                    mended.push(rest.to_owned());
                }
            }
            None => mended.push(token),
        }
    }
    mended.sort();
    (mended != name.tokens).then(|| (ProductName { tokens: mended, ..name.clone() }, sure))
}

#[cfg(test)]
mod tests {
    use super::super::name::NameReader;
    use super::*;

    #[track_caller]
    fn mended(model: &str) -> Option<String> {
        let known = ["latitude", "elitebook", "optiplex", "rugged"].map(str::to_owned).into();
        let name = NameReader::default().read("Dell", model);
        mend(&known, &name).map(|(name, _)| name.key())
    }

    #[test]
    fn a_letter_too_many_or_a_blank_is_put_right_and_numbers_never_are() {
        assert_eq!(mended("Lattitude 5420").as_deref(), Some("5420 latitude"));
        assert_eq!(mended("Elite Book 840").as_deref(), Some("840 elitebook"));
        assert_eq!(mended("optiplex3080").as_deref(), Some("3080 optiplex"));
        assert_eq!(mended("Latitude 5421"), None);
        assert_eq!(mended("Inspiron 3671"), None);
    }
}
